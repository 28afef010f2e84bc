import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../src/core/build/content.ts';
import { pngOf } from './png.ts';

type Fields = { [key: string]: Json };

const session = '5b0c7c1e-77aa-4d2e-9c54-0f1f6c1a2b3d';
const cwd = '/home/dev/harbour';

/** A wave, and noise that no compression makes small: over what an event keeps by itself. */
export const chart = pngOf(320, 160, (x, y) => {
  const sea = y > 80 + Math.sin(x / 24) * 40;
  const grain = (Math.imul(Math.imul(x + 640 * y, 2_654_435_761), x ^ 40_503) >>> 16) % 48;
  return sea ? [20 + grain, 90 + grain, 160 + grain] : [225 + grain / 2, 232, 240];
});
const photo = pngOf(48, 32, (x, y) => [200, 120 + y * 2, 60 + x]);

/**
 * A session of Claude Code in a folder as the agent writes it, with the files of three sub-agents:
 * one has answered, one has failed, one goes on. Made for these tests.
 * @param start when it began, in milliseconds since the epoch
 */
export class SessionWithAgents {
  readonly folder: string;
  readonly #start: number;
  #lines = 0;

  constructor(folder: string, start: number) {
    this.folder = folder;
    this.#start = start;
    mkdirSync(join(folder, session, 'subagents'), { recursive: true });
    this.#writeMain();
    this.#writeAgents();
  }

  /** The third sub-agent says its last word. */
  finish(): void {
    this.#agent('a30c', [
      this.#answered('s4', 'chain: new', null, 'a30c'),
      this.#said([{ type: 'text', text: 'All six moorings hold.' }], 'a30c', 'end_turn'),
    ]);
  }

  #writeMain(): void {
    const task = (description: string, prompt: string) => ({
      description,
      prompt,
      subagent_type: 'Explore',
    });
    const todo = (content: string, status: string) => ({ content, status, activeForm: content });
    this.#write(join(this.folder, `${session}.jsonl`), [
      this.#asked([
        { type: 'text', text: 'Publish the tide tables of the harbour; here is the pier.' },
        image(photo),
      ]),
      this.#use('t1', 'TodoWrite', {
        todos: [
          todo('Find where the tides come from', 'completed'),
          todo('Write the tide tables', 'in_progress'),
          todo('Check the moorings', 'pending'),
        ],
      }),
      this.#answered('t1', 'Todos have been modified successfully'),
      this.#use('c1', 'Agent', task('Find the source of the tides', 'Find the source.')),
      this.#answered('c1', 'They come from the almanac.', { status: 'completed', agentId: 'a10f' }),
      this.#use('c2', 'Read', { file_path: `${cwd}/charts/tides.png` }),
      this.#answered('c2', [{ type: 'text', text: 'The chart of the year' }, image(chart)]),
      this.#use('c3', 'Edit', {
        file_path: `${cwd}/src/tides.ts`,
        old_string: 'const tides = [];',
        new_string: "const tides = await read('almanac');",
      }),
      this.#answered('c3', 'The file has been updated.', {
        filePath: `${cwd}/src/tides.ts`,
        structuredPatch: [
          {
            oldStart: 12,
            oldLines: 3,
            newStart: 12,
            newLines: 4,
            lines: [
              ' export async function tables() {',
              '-  const tides = [];',
              "+  const tides = await read('almanac');",
              '+  check(tides);',
              '   return tides;',
            ],
          },
        ],
      }),
      this.#use('c4', 'Agent', task('Compare with last year', 'Compare.')),
      this.#use('c5', 'Agent', task('Look at the moorings', 'Look at them.')),
      this.#answered('c4', 'Launched', { status: 'async_launched', agentId: 'a20b' }),
      this.#answered('c5', 'Launched', { status: 'async_launched', agentId: 'a30c' }),
      this.#said([{ type: 'text', text: 'Two agents are at work; I go on with the tables.' }]),
      this.#use('c6', 'Bash', { command: 'npm run tables -- --year 2027' }),
    ]);
  }

  #writeAgents(): void {
    this.#agent('a10f', [
      this.#asked('Find where the tides come from', 'a10f'),
      this.#use('s1', 'Grep', { pattern: 'almanac' }, 'a10f'),
      this.#answered('s1', 'src/almanac.ts:3', null, 'a10f'),
      this.#said([{ type: 'text', text: 'They come from the almanac.' }], 'a10f', 'end_turn'),
    ]);
    this.#agent('a20b', [
      this.#asked("Compare the tables with last year's", 'a20b'),
      this.#use('s2', 'Bash', { command: 'diff tables/2026.csv tables/2027.csv' }, 'a20b'),
      this.#answered('s2', 'Exit code 2\ndiff: tables/2027.csv: no such file', null, 'a20b', true),
      {
        ...this.#line('assistant', 'a20b'),
        isApiErrorMessage: true,
        error: 'overloaded',
        message: {
          id: 'e1',
          model: '<synthetic>',
          content: [{ type: 'text', text: 'API Error: the model is overloaded' }],
        },
      },
    ]);
    this.#agent('a30c', [
      this.#asked('Look at the moorings', 'a30c'),
      this.#use('s3', 'Glob', { pattern: 'moorings/*.yaml' }, 'a30c'),
      this.#answered('s3', 'moorings/a.yaml\nmoorings/b.yaml', null, 'a30c'),
      this.#use('s4', 'Read', { file_path: `${cwd}/moorings/a.yaml` }, 'a30c'),
    ]);
  }

  #agent(agent: string, records: readonly Fields[]): void {
    this.#write(join(this.folder, session, 'subagents', `agent-${agent}.jsonl`), records);
  }

  #write(path: string, records: readonly Fields[]): void {
    appendFileSync(path, `${records.map((record) => JSON.stringify(record)).join('\n')}\n`);
  }

  /** What every line has; each is written three seconds after the one before. */
  #line(type: string, agent?: string): Fields {
    this.#lines += 1;
    return {
      type,
      uuid: `u${this.#lines}`,
      parentUuid: null,
      sessionId: session,
      cwd,
      version: '2.1.30',
      timestamp: new Date(this.#start + this.#lines * 3000).toISOString(),
      isSidechain: agent !== undefined,
      ...(agent === undefined ? {} : { agentId: agent }),
    };
  }

  #asked(content: Json, agent?: string): Fields {
    return { ...this.#line('user', agent), message: { role: 'user', content } };
  }

  #said(content: Json, agent?: string, stop: string | null = null): Fields {
    const line = this.#line('assistant', agent);
    const usage = { input_tokens: 900, output_tokens: 120, cache_read_input_tokens: 14_000 };
    const message = { id: `m${this.#lines}`, model: 'model-1', content, stop_reason: stop, usage };
    return { ...line, message: { role: 'assistant', ...message } };
  }

  #use(id: string, name: string, input: Json, agent?: string): Fields {
    return this.#said([{ type: 'tool_use', id, name, input }], agent, 'tool_use');
  }

  #answered(
    id: string,
    content: Json,
    result: Json = null,
    agent?: string,
    failed = false,
  ): Fields {
    const block = { type: 'tool_result', tool_use_id: id, content, is_error: failed };
    return { ...this.#asked([block], agent), toolUseResult: result };
  }
}

const image = (data: string) => ({
  type: 'image',
  source: { type: 'base64', media_type: 'image/png', data },
});
