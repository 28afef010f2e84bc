import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { BuildEvent } from '../../src/core/build/event.ts';
import { openWatchers } from '../support/watchers.ts';
import { type Contender, perSecond } from './contender.ts';

/**
 * The algorithm that Ratchet comes from (`refreshRawState`, see docs/origin.md): for each
 * event write it, read the whole build back in five selects, bump the version, serialise the whole
 * state, save it, and broadcast it. Behind a correct lock, so that only its cost is compared.
 */
export const seed: Contender = async (folder, events, count) => {
  const db = new Database(join(folder, 'seed.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(`
    CREATE TABLE sessions (id INTEGER PRIMARY KEY, version INTEGER, raw_state TEXT);
    CREATE TABLE todos (id INTEGER PRIMARY KEY, session INTEGER, content TEXT);
    CREATE TABLE tools (id INTEGER PRIMARY KEY, session INTEGER, call TEXT, body TEXT);
    CREATE TABLE notes (id INTEGER PRIMARY KEY, session INTEGER, block TEXT, body TEXT);
    CREATE TABLE messages (id INTEGER PRIMARY KEY, session INTEGER, body TEXT);
    CREATE INDEX tools_session ON tools (session);
    CREATE INDEX notes_session ON notes (session);
    INSERT INTO sessions VALUES (1, 0, '{}');
  `);
  const write = {
    tool: db.prepare('INSERT INTO tools (session, call, body) VALUES (1, ?, ?)'),
    note: db.prepare('INSERT INTO notes (session, block, body) VALUES (1, ?, ?)'),
    state: db.prepare('UPDATE sessions SET version = ?, raw_state = ? WHERE id = 1'),
  };
  const select = ['sessions WHERE id', 'todos WHERE session', 'tools WHERE session'].concat([
    'notes WHERE session',
    'messages WHERE session',
  ]);
  const selects = select.map((from) =>
    db.prepare(`SELECT ${from.startsWith('sessions') ? 'id, version' : '*'} FROM ${from} = 1`),
  );
  const watchers = await openWatchers(count, () => null);
  let version = 0;
  let lock: Promise<void> = Promise.resolve();

  const refresh = async (event: BuildEvent) => {
    const body = JSON.stringify(event);
    if (event.kind === 'text.appended') write.note.run(event.block, body);
    else write.tool.run('call' in event ? event.call : '', body);
    version += 1;
    const [session, todos, tools, notes, messages] = selects.map((one) => one.all());
    const snapshot = JSON.stringify({ version, session, todos, tools, notes, messages });
    write.state.run(version, snapshot);
    for (const socket of watchers.sockets) socket.send(snapshot);
    await new Promise((resolve) => setImmediate(resolve));
  };

  const began = performance.now();
  for (const event of events) lock = lock.then(() => refresh(event));
  await lock;
  await watchers.reached(events.length);
  const result = { perSecond: perSecond(events.length, began), bytes: watchers.bytes() };
  await watchers.close();
  db.close();
  return result;
};
