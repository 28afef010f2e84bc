import type { BuildEvent } from '../../src/core/build/event.ts';

/** A build of a number of calls under one TODO, so that its plan is longer than the window. */
export function longBuild(title: string, calls: number, at: number): BuildEvent[] {
  const todo = (status: 'active' | 'done'): BuildEvent => ({
    kind: 'plan.updated',
    at,
    todos: [{ id: '1', text: `Sound the ${title}`, status }],
  });
  return [
    { kind: 'build.started', at, title, agent: 'claude-code', cwd: '/srv/harbour' },
    todo('active'),
    ...Array.from({ length: calls }, (_, no): BuildEvent[] => {
      const call = `c${no}`;
      const name = 'Bash';
      const target = `sound --fathom ${no}`;
      const input = { as: 'json', json: { command: target } } as const;
      return [
        { kind: 'tool.started', at: at + no * 100, call, name, target, input },
        { kind: 'tool.ended', at: at + no * 100 + 80, call, outcome: 'succeeded' },
      ];
    }).flat(),
    todo('done'),
    { kind: 'build.ended', at: at + calls * 100, outcome: 'succeeded' },
  ];
}

interface Run {
  readonly title: string;
  readonly cwd: string;
  readonly at: number;
}

/** Two runs of one task: they read and edit alike, then the tests pass in the one and fail in the other. */
export function twoRuns(first: Run, second: Run): readonly [BuildEvent[], BuildEvent[]] {
  return [run(first, true), run(second, false)];
}

function run({ title, cwd, at: start }: Run, passes: boolean): BuildEvent[] {
  let at = start;
  let calls = 0;
  const said = (text: string): BuildEvent[] => {
    calls += 1;
    return [{ kind: 'text.appended', at: (at += 500), block: `t${calls}`, text }];
  };
  const tool = (
    name: string,
    input: Record<string, string>,
    output: string,
    failed = false,
  ): BuildEvent[] => {
    calls += 1;
    const call = `c${calls}`;
    const target = input['file_path'] ?? input['command'] ?? '';
    const given = { as: 'json', json: input } as const;
    const outcome = failed ? 'failed' : 'succeeded';
    return [
      { kind: 'tool.started', at: (at += 300), call, name, target, input: given },
      {
        kind: 'tool.ended',
        at: (at += 900),
        call,
        outcome,
        output: { as: 'text', text: output },
        ...(failed ? { exitCode: 1 } : {}),
      },
    ];
  };
  const plan = (active: number): BuildEvent => ({
    kind: 'plan.updated',
    at: (at += 100),
    todos: ['Read how rows are copied', 'Write the migration', 'Run the tests'].map((text, no) => ({
      id: `${no}`,
      text,
      status: no < active ? 'done' : no === active ? 'active' : 'pending',
    })),
  });
  const files = ['session', 'store', 'schema', 'index', 'rows', 'copy', 'lock', 'clock'];
  const edit = (after: string) => ({
    file_path: `${cwd}/src/migrate.ts`,
    old_string: 'db.exec(step.sql);\ndb.pragma("user_version = 2");',
    new_string: after,
  });
  return [
    { kind: 'build.started', at, title, agent: 'claude-code', model: 'a-model', cwd },
    { kind: 'user.message', at, text: 'Make the migration roll back when a step throws.' },
    ...said(passes ? 'I begin with how rows are copied today.' : 'Let me look at the store first.'),
    plan(0),
    ...files.flatMap((file) => tool('Read', { file_path: `${cwd}/src/${file}.ts` }, `// ${file}`)),
    plan(1),
    ...tool(
      'Edit',
      passes
        ? edit(
            'db.transaction(() => {\n  db.exec(step.sql);\n  db.pragma("user_version = 2");\n})();',
          )
        : edit('db.exec("begin");\ndb.exec(step.sql);\ndb.pragma("user_version = 2");'),
      'The file was edited.',
    ),
    ...tool('Bash', { command: 'npm run types', description: passes ? 'Types' : 'Check' }, 'ok'),
    plan(2),
    ...tool(
      'Bash',
      { command: 'npm test -- migrate', description: 'Run the tests' },
      passes ? '5 passed' : '4 passed, 1 failed: rolls back when a step throws',
      !passes,
    ),
    ...(passes
      ? said('All five tests pass.')
      : [
          ...said('The rollback test fails. I look at it.'),
          ...tool('Read', { file_path: `${cwd}/src/migrate.test.ts` }, '// tests'),
          ...tool('Bash', { command: 'git stash' }, 'Saved'),
        ]),
    {
      kind: 'usage',
      at,
      scope: 'call',
      key: 'u',
      input: passes ? 41_000 : 58_000,
      output: passes ? 2_300 : 3_900,
      costUsd: passes ? 0.21 : 0.34,
    },
    {
      kind: 'build.ended',
      at: (at += 200),
      outcome: passes ? 'succeeded' : 'failed',
      ...(passes ? {} : { reason: 'gave up' }),
    },
  ];
}
