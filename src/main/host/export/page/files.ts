import type { BuildState, FileState } from '../../../../core/build/state.ts';
import { vectorValues } from '../../../../core/build/vector.ts';
import { plural, within } from '../../../../core/format.ts';
import type { Bodies } from './bodies.ts';
import type { Change } from './collect.ts';
import { groupBy } from './group.ts';
import { markup, type Markup } from './markup.ts';
import { lineCounts } from './rows.ts';

/** The files that were changed, with what the agent told of each change. */
export function* fileList(
  state: BuildState,
  changes: readonly Change[],
  leftOut: number,
  bodies: Bodies,
): Generator<Markup> {
  if (state.files.size === 0) return;
  const byPath = groupBy(changes, ({ path }) => path);
  yield markup`<h2>Files <small>${plural(state.files.size, 'file')}</small></h2>
    <div class="box">`;
  for (const file of vectorValues(state.files)) {
    yield fileRow(file, byPath.get(file.key) ?? [], state.cwd, bodies);
  }
  if (leftOut > 0) {
    yield markup`<div class="row faint">
      ${plural(leftOut, 'change')} left out: the page is full
    </div>`;
  }
  yield markup`</div>`;
}

const looks: Readonly<Record<FileState['change'], string>> = {
  added: 'ok',
  modified: 'muted',
  deleted: 'err',
  renamed: 'muted',
};

function fileRow(
  file: FileState,
  changes: readonly Change[],
  cwd: string | null,
  bodies: Bodies,
): Markup {
  const edits = file.edits > 1 ? plural(file.edits, 'edit') : '';
  const head = markup`<span class="mono clip">${within(file.key, cwd)}</span>
    <span class="${looks[file.change]}">${file.change}</span>
    ${lineCounts(file.added, file.removed)}<span class="end">${edits}</span>`;
  if (changes.length === 0) return markup`<div class="row leaf">${head}</div>`;
  const titled = changes.map((change, index) =>
    bodies.change(changes.length === 1 ? 'Change' : `Change ${index + 1}`, change.diff),
  );
  return markup`<details>
    <summary>${head}</summary>
    <div class="body">${titled}</div>
  </details>`;
}
