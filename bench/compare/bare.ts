import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openWatchers } from '../support/watchers.ts';
import { type Contender, perSecond } from './contender.ts';

const GROUP = 100;

/** The practical limit: parse, one prepared insert in a grouped transaction, one send a watcher. */
export const bare: Contender = async (folder, events, count) => {
  const db = new Database(join(folder, 'bare.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE events (version INTEGER PRIMARY KEY, body TEXT NOT NULL)');
  const insert = db.prepare('INSERT INTO events VALUES (?, ?)');
  const texts = events.map((event) => JSON.stringify(event));
  const watchers = await openWatchers(count, () => null);

  const began = performance.now();
  const commit = db.transaction((group: readonly string[], base: number) => {
    group.forEach((text, index) => insert.run(base + index + 1, text));
  });
  for (let base = 0; base < texts.length; base += GROUP) {
    const group = texts.slice(base, base + GROUP);
    const parsed = group.map((text) => JSON.parse(text) as object);
    commit(group, base);
    parsed.forEach((event, index) => {
      const text = JSON.stringify({ version: base + index + 1, event });
      for (const socket of watchers.sockets) socket.send(text);
    });
    await new Promise((resolve) => setImmediate(resolve));
  }
  await watchers.reached(events.length);
  const result = { perSecond: perSecond(events.length, began), bytes: watchers.bytes() };
  await watchers.close();
  db.close();
  return result;
};
