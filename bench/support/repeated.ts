import { appendFileSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const recordings = process.env['RATCHET_RECORDINGS'] ?? join(root, '../shared/recordings');
const fixtures = join(root, 'test/fixtures/agents');

export const hasRecordings = existsSync(join(recordings, 'INDEX.tsv'));

/** Sessions in lines of a format, the largest first: recordings where they are, else the project's own. */
export function sessionsOf(format: string): string[] {
  const own = join(fixtures, `${format}.jsonl`);
  if (!hasRecordings) return [own];
  const folder = join(recordings, format);
  const size = (path: string) => statSync(path).size;
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => join(folder, name))
    .toSorted((a, b) => size(b) - size(a));
}

/** Repeats sessions under new ids, all in one file, until it has so many bytes. */
export function repeatInto(file: string, sessions: readonly string[], bytes: number): void {
  for (const [text] of repetitions(sessions, bytes)) appendFileSync(file, text);
}

/** The same, a file for each repetition of each session. */
export function repeatApart(folder: string, sessions: readonly string[], bytes: number): void {
  for (const [text, session, round] of repetitions(sessions, bytes)) {
    appendFileSync(join(folder, `${round}-${basename(session)}`), text);
  }
}

function* repetitions(sessions: readonly string[], bytes: number) {
  let left = bytes;
  for (let round = 1; ; round += 1) {
    for (const session of sessions) {
      if (left <= 0) return;
      const text = renamed(readFileSync(session, 'utf8'), round);
      left -= Buffer.byteLength(text);
      yield [text, session, round] as const;
    }
  }
}

const idName = /^(?:id|uuid)$|(?:Id|ID|_id|Uuid)$/;

/** The same records under other ids and at another time, so that they are no copies. */
function renamed(text: string, round: number): string {
  const rename = (name: string, value: unknown): unknown => {
    if (typeof value !== 'string') return value;
    if (idName.test(name)) return `${value}.${round}`;
    const time = name === 'timestamp' ? Date.parse(value) : NaN;
    return Number.isNaN(time) ? value : new Date(time + round * 60_000).toISOString();
  };
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => `${renamedLine(line, rename)}\n`).join('');
}

function renamedLine(line: string, rename: (name: string, value: unknown) => unknown): string {
  try {
    return JSON.stringify(JSON.parse(line, rename));
  } catch {
    // Two records on one line, half a record: as they are.
    return line;
  }
}
