import type { Message, Part, Session } from '@opencode-ai/sdk/v2';
import Database from 'better-sqlite3';

/** The tables of OpenCode's store that hold sessions, with the columns that every version has. */
const tables = `
  create table session (
    id text primary key, project_id text not null, parent_id text, slug text not null,
    directory text not null, title text not null, version text not null,
    time_created integer not null, time_updated integer not null
  );
  create table message (
    id text primary key, session_id text not null, time_created integer not null,
    time_updated integer not null, data text not null
  );
  create index message_session_time_created_id_idx on message (session_id, time_created, id);
  create table part (
    id text primary key, message_id text not null, session_id text not null,
    time_created integer not null, time_updated integer not null, data text not null
  );
  create index part_message_id_id_idx on part (message_id, id);
  create index part_session_idx on part (session_id);
`;

/** Writes a store as OpenCode does: rows that are put in, and written anew in their place. */
export class WrittenStore implements Disposable {
  readonly #db: Database.Database;
  /** By the writer's clock. */
  now: number;

  constructor(path: string, now: number) {
    this.now = now;
    this.#db = new Database(path);
    this.#db.pragma('journal_mode = WAL');
    this.#db.pragma('synchronous = NORMAL');
    this.#db.exec(tables);
  }

  session({ id, projectID, parentID = '', slug, directory, title, version, time }: Session): void {
    this.#put('session', {
      id,
      project_id: projectID,
      parent_id: parentID || null,
      slug,
      directory,
      title,
      version,
      time_created: time.created,
    });
  }

  message({ id, sessionID, ...data }: Message): void {
    const time_created = data.time.created;
    this.#put('message', { id, session_id: sessionID, time_created, data: JSON.stringify(data) });
  }

  part({ id, sessionID, messageID, ...data }: Part): void {
    const named = { id, message_id: messageID, session_id: sessionID };
    this.#put('part', { ...named, time_created: this.now, data: JSON.stringify(data) });
  }

  run(sql: string): void {
    this.#db.exec(sql);
  }

  close(): void {
    this.#db.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #put(table: string, row: Record<string, string | number | null>): void {
    const full = { ...row, time_updated: this.now };
    const names = Object.keys(full);
    const changes = names.filter((name) => name !== 'time_created');
    this.#db
      .prepare(
        `insert into ${table} (${names.join(', ')}) values (${names.map((name) => `@${name}`).join(', ')})
         on conflict (id) do update set ${changes.map((name) => `${name} = excluded.${name}`).join(', ')}`,
      )
      .run(full);
  }
}
