import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fixtures = join(import.meta.dirname, '../../test/fixtures/agents');
const read = (name: string) => readFileSync(join(fixtures, name), 'utf8');

const kinds = {
  claude: {
    text: read('claude-transcript.jsonl'),
    session: /aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee/g,
    place: (no: number) => `claude/-home-dev-project-${no % 150}`,
    name: (session: string) => `${session}.jsonl`,
  },
  codex: {
    text: read('codex-rollout.jsonl'),
    session: /019b0000-0000-7000-8000-0000000000aa/g,
    place: (no: number) => `codex/2026/0${1 + (no % 9)}/${10 + (no % 18)}`,
    name: (session: string) => `rollout-2026-01-01T00-00-00-${session}.jsonl`,
  },
};

/** Copies of the fixture in one file: most sessions are small, a few are long. */
const lengths = [1, 1, 1, 2, 1, 3, 1, 1, 5, 1, 1, 2, 1, 1, 20, 1, 2, 1, 1, 1, 8, 1, 1, 1, 40];

export interface MadeSession {
  readonly path: string;
  readonly session: string;
}

/** @returns session files of two agents, of mixed sizes, over many folders, from the newest to the oldest */
export function makeSessions(folder: string, count: number): MadeSession[] {
  return Array.from({ length: count }, (_, no) => {
    const made = makeSession(folder, no, lengths[no % lengths.length] ?? 1);
    // Ten minutes between two of them: the last one is weeks old.
    const time = Date.now() / 1000 - no * 600;
    utimesSync(made.path, time, time);
    return made;
  });
}

/** One session as its agent writes it; `copies` of the fixture one after the other, each with ids of its own. */
export function makeSession(folder: string, no: number, copies: number): MadeSession {
  const session = randomUUID();
  const { text, place, name, session: old } = no % 3 === 2 ? kinds.codex : kinds.claude;
  const directory = join(folder, place(no));
  mkdirSync(directory, { recursive: true });
  const own = text.replace(old, session);
  const blocks = Array.from({ length: copies }, (_, block) =>
    own
      .replaceAll('"00000000-0000-4000-8000-0000', `"${hex(block)}-0000-4000-8000-0000`)
      .replace(/"((?:c|m|s|rs_|ws_)\d+|turn-[ab])"/g, `"$1-${block}"`),
  );
  const path = join(directory, name(session));
  writeFileSync(path, blocks.join(''));
  return { path, session };
}

/** A line that the agent of such a session might write next. */
export function nextLine({ path, session }: MadeSession): string {
  const timestamp = new Date().toISOString();
  const text = `line ${randomUUID()}`;
  const content = [{ type: path.includes('rollout-') ? 'output_text' : 'text', text }];
  const record = path.includes('rollout-')
    ? { timestamp, type: 'response_item', payload: { type: 'message', role: 'assistant', content } }
    : {
        type: 'assistant',
        uuid: randomUUID(),
        parentUuid: null,
        isSidechain: false,
        sessionId: session,
        timestamp,
        message: { id: randomUUID(), type: 'message', role: 'assistant', content },
      };
  return `${JSON.stringify(record)}\n`;
}

const hex = (block: number) => block.toString(16).padStart(8, '0');
