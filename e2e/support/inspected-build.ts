import type { BuildEvent } from '../../src/core/build/event.ts';

const prose = `## What I found

The mooring table is read **twice**, once in \`openStore()\` and once in *every* request:

1. \`session.ts\` opens it
   - without a transaction
   - and never closes it
2. \`migrate.ts\` opens it again

| file | opens | closes |
| :--- | ---: | ---: |
| session.ts | 2 | 0 |
| migrate.ts | 1 | 1 |

> One handle is enough.

\`\`\`ts
// One handle for all.
export const open = (path: string): Store => new Store(path, { retries: 3 });
\`\`\`

See [the manual](https://nodejs.org/api/fs.html), and [elsewhere](https://example.com/a?b=c).`;

const file = `     1→import { open } from './store.ts';
     2→
     3→/** The sessions of the harbour. */
     4→export class Sessions {
     5→  readonly #limit = 20;
     6→  find(id: string) { return this.rows.get(id) ?? null; }
     7→}`;

/** A build that uses every part of the inspector: texts, files, diffs, JSON, waiting, sub-agents, tokens. */
export function inspectedBuild(now: number, cwd = '/home/dev/harbour'): BuildEvent[] {
  const start = now - 240_000;
  const at = (seconds: number) => start + seconds * 1000;
  const bash = (no: number, second: number, ms: number, failed = false): BuildEvent[] => [
    {
      kind: 'tool.started',
      at: at(second),
      call: `bash-${no}`,
      name: 'Bash',
      target: `npm test -- part-${no}`,
      input: { as: 'json', json: { command: `npm test -- part-${no}`, timeout: 60_000 } },
    },
    {
      kind: 'tool.ended',
      at: at(second) + ms,
      call: `bash-${no}`,
      outcome: failed ? 'failed' : 'succeeded',
      output: { as: 'text', text: `ok ${no}\nsrc/session.ts:${no}:7 and src/other.ts:3` },
      durationMs: ms,
    },
  ];
  const usage = (no: number, second: number): BuildEvent => ({
    kind: 'usage',
    at: at(second),
    scope: 'call',
    key: `m${no}`,
    input: 1200 + 90 * no,
    output: 300 + 40 * no,
    cacheRead: 9000 * no,
    cacheWrite: 2500,
    costUsd: Math.round(no * 31) / 1000,
    contextWindow: 200_000,
  });
  return [
    {
      kind: 'build.started',
      at: at(0),
      title: 'Rebuild the harbour: sessions & moorings',
      cwd,
      agent: 'claude-code',
      model: 'model-large',
    },
    { kind: 'user.message', at: at(1), id: 'u1', text: 'Why is the store opened twice?' },
    {
      kind: 'plan.updated',
      at: at(2),
      todos: [
        { text: 'Find who opens the store', status: 'active' },
        { text: 'Open it once', status: 'pending' },
      ],
    },
    usage(1, 4),
    ...bash(1, 5, 900),
    {
      kind: 'tool.started',
      at: at(8),
      call: 'read',
      name: 'Read',
      target: `${cwd}/src/session.ts`,
      input: { as: 'json', json: { file_path: `${cwd}/src/session.ts`, limit: 40 } },
    },
    {
      kind: 'tool.ended',
      at: at(8) + 120,
      call: 'read',
      outcome: 'succeeded',
      output: { as: 'text', text: file },
    },
    usage(2, 12),
    ...bash(2, 14, 2400),
    { kind: 'tool.started', at: at(20), call: 'wait', name: 'Bash', target: 'rm -rf build' },
    { kind: 'tool.input', at: at(20) + 200, call: 'wait', delta: '{"comm' },
    {
      kind: 'tool.input',
      at: at(21),
      call: 'wait',
      input: { as: 'json', json: { command: 'rm -rf build && npm run build' } },
    },
    {
      kind: 'attention.requested',
      at: at(21),
      id: 'ask',
      reason: 'permission',
      text: 'rm -rf build',
      call: 'wait',
    },
    { kind: 'attention.cleared', at: at(33), id: 'ask' },
    { kind: 'tool.output', at: at(34), call: 'wait', delta: 'built\n' },
    { kind: 'tool.ended', at: at(38), call: 'wait', outcome: 'succeeded', durationMs: 4800 },
    usage(3, 40),
    { kind: 'text.appended', at: at(41), block: 'prose', text: prose },
    {
      kind: 'plan.updated',
      at: at(50),
      todos: [
        { text: 'Find who opens the store', status: 'done' },
        { text: 'Open it once', status: 'active' },
      ],
    },
    {
      kind: 'tool.started',
      at: at(52),
      call: 'edit',
      name: 'Edit',
      target: `${cwd}/src/session.ts`,
      input: {
        as: 'json',
        json: {
          file_path: `${cwd}/src/session.ts`,
          old_string: 'const store = new Store(path);\nreturn store;',
          new_string: "const store = open('harbour.db');\n// one for all\nreturn store;",
        },
      },
    },
    { kind: 'tool.ended', at: at(53), call: 'edit', outcome: 'succeeded' },
    usage(4, 60),
    { kind: 'tool.started', at: at(62), call: 'task', name: 'Task', target: 'Review the change' },
    ...[1, 2, 3].flatMap((no): BuildEvent[] => [
      {
        kind: 'tool.started',
        at: at(62 + no * 9),
        call: `sub-${no}`,
        name: no === 2 ? 'Grep' : 'Read',
        target: `src/part-${no}.ts`,
        parent: 'task',
      },
      {
        kind: 'tool.ended',
        at: at(62 + no * 9 + no * 3),
        call: `sub-${no}`,
        outcome: no === 2 ? 'failed' : 'succeeded',
      },
    ]),
    {
      kind: 'tool.ended',
      at: at(104),
      call: 'task',
      outcome: 'succeeded',
      output: { as: 'text', text: 'Fine.' },
    },
    usage(5, 110),
    {
      kind: 'tool.started',
      at: at(112),
      call: 'query',
      name: 'mcp__ledger__query',
      target: 'moorings',
      input: { as: 'json', json: { table: 'moorings', where: { berth: { gt: 3 } }, limit: 50 } },
    },
    {
      kind: 'tool.ended',
      at: at(114),
      call: 'query',
      outcome: 'succeeded',
      output: {
        as: 'json',
        json: {
          total: 3,
          next: null,
          complete: true,
          rows: [1, 2, 3].map((no) => ({
            id: no,
            name: `Berth ${no}`,
            tags: ['deep', 'lit'],
            at: { x: no, y: -no },
          })),
        },
      },
    },
    ...bash(3, 120, 700),
    ...bash(4, 124, 4200, true),
    usage(6, 130),
    { kind: 'text.appended', at: at(132), block: 'end', text: 'All of it is *done*.' },
  ];
}
