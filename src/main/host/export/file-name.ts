import type { BuildState } from '../../../core/build/state.ts';
import { endings, type ExportForm } from '../../../core/export-answer.ts';
import { baseName } from '../../../core/format.ts';

/** Longer titles are cut: they stand in lists of files. */
const LONGEST = 60;

interface Named {
  readonly id: string;
  readonly userTitle: string | null;
  readonly state: Pick<BuildState, 'title' | 'cwd' | 'startedAt'> | undefined;
}

/**
 * What a file of a build is called: its title (the user's, else the agent's), else its project, else its id; and the day on which it began.
 * Letters without marks, so that it is a name on every system and in every header.
 * @param edit takes secrets out, which a title may have too
 */
export function fileName(
  { id, userTitle, state }: Named,
  form: ExportForm,
  edit: (text: string) => string,
): string {
  const names = [userTitle, state?.title, state?.cwd && baseName(state.cwd), id];
  const name = names.map((one) => plain(edit(one ?? ''))).find((one) => one !== '') ?? 'build';
  const at = state?.startedAt ?? null;
  return `${name}${at === null ? '' : `-${dayOf(at)}`}.${endings[form]}`;
}

const plain = (text: string): string =>
  text
    .slice(0, 1000)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '');

function dayOf(at: number): string {
  const day = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
