import type { Content } from '../../../core/build/content.ts';
import type { BuildEventOf } from '../../../core/build/event.ts';
import type { ToolChange } from '../../../core/build/state.ts';
import type { Rest } from '../../transport/rest.ts';
import { type Diff, type DiffLine, finish, readDiff } from '../../../core/build/tool-diff.ts';

/** Versions that stand this close together are read at once; a call's changes mostly do. */
const NEAR = 20;

/** Bytes of a diff that are fetched without being asked for; of a longer one the beginning is shown. */
const LONGEST = 4 * 1024 * 1024;

type Log = Pick<Rest, 'events' | 'payload'>;

/** Diffs by the changes that they are of: a call that is looked at again has not changed. */
const known = new WeakMap<readonly ToolChange[], Promise<Diff>>();

/** What a call changed, as its events in the log say: the state only names their versions. */
export function loggedDiff(
  rest: Log,
  build: string,
  changes: readonly ToolChange[],
): Promise<Diff> {
  const before = known.get(changes);
  if (before) return before;
  const diff = read(rest, build, changes);
  known.set(changes, diff);
  // What failed may succeed the next time.
  diff.catch(() => known.delete(changes));
  return diff;
}

async function read(rest: Log, build: string, changes: readonly ToolChange[]): Promise<Diff> {
  const versions = changes.filter(({ hasDiff }) => hasDiff).map(({ version }) => version);
  const wanted = new Set(versions);
  const found: BuildEventOf<'file.changed'>[] = [];
  for (const [from, to] of rangesOf(versions)) {
    for (const { version, event } of await rest.events(build, from - 1, to)) {
      if (event.kind === 'file.changed' && wanted.has(version)) found.push(event);
    }
  }
  const lines: DiffLine[] = [];
  for (const { path, diff } of found) {
    const text = diff ? await textOf(rest, diff) : '';
    lines.push(...named(path, readDiff(text), found.length > 1));
  }
  const [first] = found;
  return finish(found.length === 1 ? first?.path : undefined, lines);
}

/** Of one file the heading says the path; of several each has its own above it. */
function named(path: string, lines: readonly DiffLine[], isOneOfMany: boolean): DiffLine[] {
  const isHead = ({ kind, text }: DiffLine) =>
    kind === 'hunk' && /^(?:---|\+\+\+|diff |index )/.test(text);
  const body = lines.filter((line) => !isHead(line));
  return isOneOfMany ? [{ kind: 'hunk', text: path }, ...body] : body;
}

async function textOf(rest: Log, diff: Content): Promise<string> {
  if (diff.as === 'text') return diff.text;
  if (diff.as !== 'cut') return '';
  if (diff.bytes > LONGEST) return `${diff.preview}\n@@ the rest is too long to show @@`;
  return await (await rest.payload(diff.payload)).body.text();
}

/** Ranges that cover versions in rising order, without long stretches in between. */
export function rangesOf(versions: readonly number[]): [from: number, to: number][] {
  const ranges: [number, number][] = [];
  for (const version of versions.toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && version - last[1] <= NEAR) last[1] = version;
    else ranges.push([version, version]);
  }
  return ranges;
}
