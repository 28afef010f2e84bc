import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlanItem } from '../../src/core/build/event.ts';
import * as outputs from './outputs.ts';
import { Recorder } from './recorder.ts';

// Writes the recording that `npm start -- --demo` plays: an invented build with all that a real one has.

const todos = [
  ['read', 'Read how sessions are kept today'],
  ['schema', 'Choose the schema'],
  ['open', 'Add better-sqlite3 and open the file'],
  ['migrate', 'Write the migration'],
  ['import', 'Keep the old JSON store readable'],
  ['write', 'Write sessions through the store'],
  ['expire', 'Expire old sessions'],
  ['measure', 'Measure open and write times'],
  ['readme', 'Update the README'],
] as const;

const record = new Recorder(Date.UTC(2026, 10, 23, 9, 41));
let planned = 7;
let spent = 0;

/** The plan, with everything before `active` done and the rest to do. */
function plan(active: (typeof todos)[number][0] | null, failed: readonly string[] = []): void {
  const reached = active === null ? planned : todos.findIndex(([id]) => id === active);
  const items = todos.slice(0, planned).map(([id, text], index): PlanItem => {
    const past = failed.includes(id) ? 'failed' : 'done';
    return { id, text, status: index < reached ? past : index === reached ? 'active' : 'pending' };
  });
  record.wait(120).emit({ kind: 'plan.updated', todos: items });
}

function usage(input: number, output: number, cacheRead: number): void {
  spent += input * 3e-6 + output * 15e-6 + cacheRead * 0.3e-6;
  const costUsd = Math.round(spent * 10_000) / 10_000;
  const figures = { input, output, cacheRead, costUsd, contextWindow: 200_000 };
  record.emit({ kind: 'usage', scope: 'call', key: `m${record.steps.length}`, ...figures });
}

record.emit({
  kind: 'build.started',
  title: 'Store sessions in SQLite',
  agent: 'claude-code',
  agentVersion: '2.1.0',
  model: 'demo-model',
  cwd: '/home/dev/src/ledger',
  session: 'demo',
});
record.emit({ kind: 'turn.started', turn: 't1' });
record.emit({
  kind: 'user.message',
  id: 'u1',
  text: 'Sessions live in one JSON file and every login rewrites it. Move them to SQLite, keep old files readable, and prove that a failed migration leaves nothing behind.',
});
record
  .wait(250)
  .say('I will look at how sessions are stored before I plan anything.', { pace: 50 });
record.wait(150).tool('Read', 'package.json', 180, {
  input: { file_path: 'package.json' },
  output: outputs.packageJson,
});
record.wait(90).tool('Grep', 'JsonSessionStore', 260, {
  input: { pattern: 'JsonSessionStore|sessions\\.', path: 'src', '-n': true },
  output: outputs.grep,
});
usage(2100, 180, 0);

plan('read');
record.wait(200).tool('Read', 'src/store/session.ts', 220, {
  input: { file_path: 'src/store/session.ts' },
  output: outputs.jsonStore,
});
record
  .wait(60)
  .tool('Read', 'src/routes/login.ts', 160, { input: { file_path: 'src/routes/login.ts' } });
record
  .wait(60)
  .tool('Read', 'src/routes/admin.ts', 150, { input: { file_path: 'src/routes/admin.ts' } });
record
  .wait(200)
  .say(
    'Five callers, all through `put`, `remove` and `all`. The interface can stay as it is; only what lies behind it changes.',
  );
usage(5200, 240, 2100);

plan('schema');
record.think(
  'One table is enough: id, user, expires. An index on expires makes the sweep cheap. WITHOUT ROWID, since the key is a text.',
);
record.wait(150).tool('Write', 'src/store/schema.sql', 170, {
  input: {
    file_path: 'src/store/schema.sql',
    content:
      'create table sessions (\n  id text primary key,\n  user text not null,\n  expires integer not null\n) without rowid;\n\ncreate index sessions_expires on sessions (expires);\n',
  },
  output: 'File created: src/store/schema.sql',
});
usage(6100, 420, 7300);

plan('open');
const wish = 'npm install better-sqlite3';
record.wait(150).emit({
  kind: 'attention.requested',
  id: 'p1',
  reason: 'permission',
  text: `asks to run ${wish}`,
});
record.wait(3200).emit({ kind: 'attention.cleared', id: 'p1' });
record.wait(80).tool('Bash', wish, 2600, {
  input: { command: wish, description: 'Add the SQLite driver' },
  output: outputs.npmInstall,
  exitCode: 0,
});
record
  .wait(120)
  .edit(
    'src/store/open.ts',
    '',
    "import Database from 'better-sqlite3';\n\nexport function openStore(path: string): Database.Database {\n  const db = new Database(path);\n  db.pragma('journal_mode = WAL');\n  db.pragma('foreign_keys = ON');\n  return db;\n}",
  );
usage(3300, 380, 11_200);

plan('migrate');
record
  .wait(200)
  .say(
    'I will write each step inside one transaction, so that a failed step leaves nothing behind.',
  );
record.wait(120).tool('Read', 'src/store/session.ts', 130, {
  input: { file_path: 'src/store/session.ts' },
  output: outputs.jsonStore,
});
record.wait(160).edit('src/store/migrate.ts', '', outputs.migrateBefore);
record
  .wait(160)
  .edit(
    'src/store/migrate.test.ts',
    '',
    "test('rolls back when a step throws', async () => {\n  const db = openStore(':memory:');\n  const steps = [one, { ddl: 'create table sessions_new (id text)', move: boom }];\n  await expect(migrate(db, steps)).rejects.toThrow('boom');\n  expect(count(db, 'sessions_new')).toBe(0);\n});",
  );
const failing = record.wait(200).start('Bash', 'npm test -- store', {
  input: { command: 'npm test -- store', description: 'Run the store tests' },
});
record
  .wait(1200)
  .emit({ kind: 'tool.output', call: failing, delta: outputs.testFailed.slice(0, 120) });
record.wait(2100).end(failing, { output: outputs.testFailed, outcome: 'failed', exitCode: 1 });
usage(4100, 1900, 14_800);
record.think(
  'The count is 3, so the rows were copied although the step threw. db.exec of the DDL runs before the transaction starts: it commits by itself. The whole loop has to be inside one transaction, and user_version with it. Then a throw takes everything back, DDL included.',
);
record.wait(100).say('The rollback test fails: the DDL ran outside the transaction. Moving it in.');
record.wait(120).edit('src/store/migrate.ts', outputs.migrateBefore, outputs.migrateAfter);

planned = 9;
plan('migrate');
record
  .wait(150)
  .say(
    'I added two TODOs: the numbers should be measured, and the README still describes the JSON file.',
  );
const retest = record.wait(100).start('Bash', 'npm test -- store', {
  input: { command: 'npm test -- store', description: 'Run the store tests again' },
});
const agent = record.wait(250).start('Task', 'Review the migration', {
  input: {
    subagent_type: 'reviewer',
    description: 'Review the migration',
    prompt:
      'Read src/store/migrate.ts. Can any failure leave a half-migrated file? Answer in one paragraph.',
  },
});
const within = { parent: agent };
record.wait(400).tool('Read', 'src/store/migrate.ts', 240, {
  ...within,
  input: { file_path: 'src/store/migrate.ts' },
  output: outputs.migrateAfter,
});
record.wait(350).tool('Grep', 'foreign_keys', 190, {
  ...within,
  input: { pattern: 'foreign_keys', path: 'src' },
  output: "src/store/open.ts:6:  db.pragma('foreign_keys = ON');",
});
record.wait(300).end(retest, { output: outputs.testPassed, exitCode: 0 });
record
  .wait(200)
  .say(
    'The DDL and the version share one transaction. I check what happens to pragmas on a rollback.',
    within,
  );
record.wait(200).tool('Bash', "sqlite3 :memory: 'pragma foreign_keys'", 420, {
  ...within,
  input: { command: "sqlite3 :memory: 'pragma foreign_keys'" },
  output: '0',
  exitCode: 0,
});
record.wait(500).end(agent, { output: outputs.review });
record
  .wait(120)
  .edit('src/store/migrate.ts', '  })();\n}', "  })();\n  db.pragma('foreign_keys = ON');\n}");
usage(5200, 1400, 22_400);

plan('import');
record
  .wait(150)
  .say(
    'Old files are read once, on the first start, and then kept beside the database as a backup.',
  );
record
  .wait(100)
  .edit(
    'src/store/import.ts',
    '',
    "export async function importJson(db: Database, path: string): Promise<number> {\n  const sessions = await new JsonSessionStore(path).all();\n  const put = db.prepare('insert or ignore into sessions values (?, ?, ?)');\n  db.transaction(() => sessions.forEach((s) => put.run(s.id, s.user, s.expires)))();\n  await rename(path, `${path}.imported`);\n  return sessions.length;\n}",
  );
record.wait(100).tool('Bash', 'node scripts/import-check.ts fixtures/sessions-2019.json', 900, {
  input: { command: 'node scripts/import-check.ts fixtures/sessions-2019.json' },
  output:
    'SyntaxError: Unexpected token \\u0000 in JSON at position 4096\n    at JSON.parse (<anonymous>)',
  outcome: 'failed',
  exitCode: 1,
});
record.wait(150).emit({
  kind: 'error',
  message: 'The model service is busy; trying again in 2 s.',
  code: 'overloaded',
  recovering: true,
});
record
  .wait(1900)
  .say(
    'The fixture of 2019 is damaged itself: it ends in null bytes. I report it instead of guessing at its content, and go on.',
  );
usage(2900, 900, 28_100);

plan('write', ['import']);
record
  .wait(120)
  .edit(
    'src/store/session.ts',
    '    const rest = (await this.all()).filter(({ id }) => id !== session.id);\n    await writeFile(`${this.path}.tmp`, JSON.stringify([...rest, session]));\n    await rename(`${this.path}.tmp`, this.path);',
    '    this.#put.run(session.id, session.user, session.expires);',
  );
record
  .wait(100)
  .edit(
    'src/server.ts',
    '  const sessions = new JsonSessionStore(config.sessionFile);',
    '  const sessions = new SessionStore(openStore(config.database));',
  );
record.wait(150).tool('Bash', 'npm test', 2700, {
  input: { command: 'npm test', description: 'Run all tests' },
  output: outputs.testAll,
  exitCode: 0,
});

plan('expire', ['import']);
record
  .wait(150)
  .edit(
    'src/store/session.ts',
    '',
    '  /** Runs on each start and every hour after. */\n  sweep(now: number): number {\n    return this.#sweep.run(now).changes;\n  }',
  );
usage(3100, 800, 33_500);

plan('measure', ['import']);
const measure = record.wait(100).start('Bash', 'node bench/store.ts', {
  input: { command: 'node bench/store.ts', description: 'Compare both stores' },
});
record.wait(2400).end(measure, { output: outputs.bench, exitCode: 0 });

plan('readme', ['import']);
record
  .wait(120)
  .edit(
    'README.md',
    'Sessions are kept in `sessions.json`.',
    'Sessions are kept in `ledger.db` (SQLite, WAL).\nAn old `sessions.json` is read once and then kept as `sessions.json.imported`.',
  );
usage(2400, 300, 36_000);

plan(null, ['import']);
record
  .wait(200)
  .say(
    'Sessions are in SQLite now. A login writes in 0.09 ms instead of 4.8 ms, and a migration that fails leaves the file as it was (`migrate.test.ts` proves it).\n\nOne thing is open: `fixtures/sessions-2019.json` is damaged and could not be imported. Is there another copy of it?',
    { pace: 60 },
  );
record.emit({ kind: 'turn.ended', outcome: 'succeeded' });
record.wait(150).emit({ kind: 'build.ended', outcome: 'succeeded', exitCode: 0 });

const path = join(import.meta.dirname, '../../resources/demo/demo.ndjson');
writeFileSync(path, record.steps.map((step) => `${JSON.stringify(step)}\n`).join(''));
