import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const recordings = process.env['RATCHET_RECORDINGS'] ?? join(root, '../shared/recordings');

/** A recording made for this project. */
export const ownRecording = join(root, 'test/fixtures/agents/claude-stream-json.jsonl');

/** Recordings of real agents, where their folder is there. They are read in place, never copied. */
export function realRecording(path: string): string | null {
  const file = join(recordings, path);
  return existsSync(file) ? file : null;
}

/** The largest recording of a session, where their folder is there. */
export function largestRecording(): string | null {
  if (!existsSync(recordings)) return null;
  const sessions = readdirSync(recordings, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => join(recordings, name));
  const size = (file: string) => statSync(file).size;
  return sessions.toSorted((a, b) => size(b) - size(a))[0] ?? null;
}

/** A session file that grows by a part of a recording at a time, as an agent writes it. */
export class GrowingFile {
  readonly path: string;
  readonly #lines: string[];
  #written = 0;

  constructor(path: string, recording: string) {
    this.path = path;
    this.#lines = readFileSync(recording, 'utf8').split('\n').filter(Boolean);
    writeFileSync(path, '');
  }

  /** Writes on, up to and with the line that `isLast` accepts, or to the end. */
  growTo(isLast: (line: string) => boolean = () => false): void {
    const rest = this.#lines.slice(this.#written);
    const last = rest.findIndex(isLast);
    const part = last === -1 ? rest : rest.slice(0, last + 1);
    this.#written += part.length;
    appendFileSync(this.path, `${part.join('\n')}\n`);
  }
}
