/** What the tools of the demo print. Invented, in the manner of the real ones. */
const ESC = '\u001b';
const paint = (code: string) => (text: string) => `${ESC}[${code}m${text}${ESC}[0m`;
const red = paint('31');
const green = paint('32');
const dim = paint('2');
const bold = paint('1');
const fail = paint('1;41');

export const packageJson = `{
  "name": "ledger",
  "version": "2.4.0",
  "type": "module",
  "scripts": { "test": "vitest run" },
  "dependencies": { "fastify": "5.2.1" }
}`;

export const jsonStore = `import { readFile, rename, writeFile } from 'node:fs/promises';

export interface Session {
  id: string;
  user: string;
  expires: number;
}

/** All sessions in one JSON file; every write rewrites the whole file. */
export class JsonSessionStore {
  constructor(private readonly path: string) {}

  async all(): Promise<Session[]> {
    const text = await readFile(this.path, 'utf8').catch(() => '[]');
    return JSON.parse(text);
  }

  async put(session: Session): Promise<void> {
    const rest = (await this.all()).filter(({ id }) => id !== session.id);
    await writeFile(\`\${this.path}.tmp\`, JSON.stringify([...rest, session]));
    await rename(\`\${this.path}.tmp\`, this.path);
  }
}`;

export const grep = `src/server.ts:14:import { JsonSessionStore } from './store/session.ts';
src/server.ts:31:  const sessions = new JsonSessionStore(config.sessionFile);
src/routes/login.ts:22:  await sessions.put({ id, user: user.id, expires });
src/routes/logout.ts:9:  await sessions.remove(request.session.id);
src/routes/admin.ts:40:  const open = (await sessions.all()).length;`;

export const npmInstall = `
${green('added 2 packages')}, and audited 214 packages in 3s

41 packages are looking for funding
  run \`npm fund\` for details

found ${bold('0')} vulnerabilities`;

const head = `
${dim('> ledger@2.4.0 test')}
${dim('> vitest run store')}

`;

export const testFailed = `${head} ${green('✓')} src/store/session.test.ts ${dim('(8 tests)')} ${dim('41ms')}
 ${red('✕')} src/store/migrate.test.ts ${dim('(5 tests | ')}${red('1 failed')}${dim(')')} ${dim('212ms')}
   ${green('✓')} creates the schema on an empty file
   ${green('✓')} keeps rows through v1 → v2
   ${red('✕ rolls back when a step throws')}
     ${dim('→ expected 0 rows in sessions_new, got 3')}
   ${green('✓')} refuses a file from a newer version
   ${green('✓')} is a no-op on a current file

${fail(' FAIL ')} src/store/migrate.test.ts ${dim('› rolls back when a step throws')}
${red('AssertionError')}: expected 3 to be 0

${dim('- Expected')}
${dim('+ Received')}

${green('- 0')}
${red('+ 3')}

 ${dim('❯ src/store/migrate.test.ts:61:34')}
    ${dim('59|')}   await expect(migrate(db, steps))
    ${dim('60|')}     .rejects.toThrow('boom')
    ${dim('61|')}   expect(count(db, 'sessions_new')).toBe(0)
      ${dim('|')}                                     ${red('^')}

 ${bold('Test Files')}  ${red('1 failed')} ${dim('|')} ${green('1 passed')} (2)
      ${bold('Tests')}  ${red('1 failed')} ${dim('|')} ${green('12 passed')} (13)
   ${bold('Duration')}  1.92s`;

export const testPassed = `${head} ${green('✓')} src/store/session.test.ts ${dim('(8 tests)')} ${dim('38ms')}
 ${green('✓')} src/store/migrate.test.ts ${dim('(5 tests)')} ${dim('187ms')}

 ${bold('Test Files')}  ${green('2 passed')} (2)
      ${bold('Tests')}  ${green('13 passed')} (13)
   ${bold('Duration')}  1.71s`;

export const testAll = `
${dim('> ledger@2.4.0 test')}
${dim('> vitest run')}

 ${green('✓')} src/store/session.test.ts ${dim('(11 tests)')} ${dim('44ms')}
 ${green('✓')} src/store/migrate.test.ts ${dim('(5 tests)')} ${dim('190ms')}
 ${green('✓')} src/store/import.test.ts ${dim('(4 tests)')} ${dim('61ms')}
 ${green('✓')} src/routes/login.test.ts ${dim('(9 tests)')} ${dim('120ms')}
 ${green('✓')} src/routes/admin.test.ts ${dim('(6 tests)')} ${dim('88ms')}

 ${bold('Test Files')}  ${green('5 passed')} (5)
      ${bold('Tests')}  ${green('35 passed')} (35)
   ${bold('Duration')}  2.64s`;

export const bench = `store      open      put p50   put p99
json       ${dim('3.1 ms')}    ${dim('4.82 ms')}   ${red('41.70 ms')}
sqlite     ${dim('5.4 ms')}    ${green('0.09 ms')}   ${green('0.31 ms')}

1,000 sessions, 5 runs, warm cache`;

export const review = `The migration is sound now: all steps and the change of \`user_version\` share one transaction, and DDL inside it rolls back.

One thing to do: \`PRAGMA foreign_keys\` is off while the tables are swapped, and is not set again after a rollback.`;

export const migrateBefore = `export function migrate(db: Database, steps = all): void {
  for (const step of steps.slice(version(db))) {
    db.exec(step.ddl);
    db.transaction(() => step.move(db))();
  }
  db.pragma(\`user_version = \${steps.length}\`);
}`;

export const migrateAfter = `export function migrate(db: Database, steps = all): void {
  const from = version(db);
  if (from > steps.length) throw new NewerFileError(from, steps.length);
  db.transaction(() => {
    for (const step of steps.slice(from)) {
      db.exec(step.ddl);
      step.move(db);
    }
    db.pragma(\`user_version = \${steps.length}\`);
  })();
}`;
