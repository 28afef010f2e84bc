import Database from 'better-sqlite3';
import { z } from 'zod';
import { messageOf, RatchetError } from '../../../../core/errors.ts';

const time = z.number();
const sessionSchema = z.object({
  id: z.string(),
  project_id: z.string(),
  parent_id: z.string().nullable(),
  directory: z.string(),
  title: z.string(),
  version: z.string(),
  time_created: time,
  time_updated: time,
});
export type SessionRow = z.infer<typeof sessionSchema>;

const rowSchema = z.object({ id: z.string(), time_updated: time, bytes: z.number() });
/** A message or a part, without what it says. */
export type StoreRow = z.infer<typeof rowSchema>;

const dataSchema = z.object({ data: z.string() });
const idSchema = z.object({ id: z.string().nullable() });

/** Milliseconds to wait for a lock of OpenCode's: nothing else runs meanwhile. */
const PATIENCE = 100;

/**
 * The tables in which OpenCode keeps its sessions, for reading alone. No statement outlives its call,
 * so that nothing here stands in OpenCode's way.
 */
export class OpenCodeStore {
  readonly #path: string;
  readonly #db: Database.Database;

  /** @throws RatchetError `unreadable-store` */
  constructor(path: string) {
    this.#path = path;
    try {
      this.#db = new Database(path, { readonly: true, fileMustExist: true, timeout: PATIENCE });
    } catch (error) {
      throw this.#unreadable(error);
    }
  }

  /** Another number whenever somebody has changed the store. */
  get version(): number {
    return this.#ask(() => Number(this.#db.pragma('data_version', { simple: true })));
  }

  /** The sessions, the one that changed last first. */
  sessions(): SessionRow[] {
    return this.#all(
      sessionSchema,
      `select id, project_id, parent_id, directory, title, version, time_created, time_updated
       from session order by time_updated desc, id`,
    );
  }

  /** The latest message of all; their ids grow. */
  latestMessage(): string | null {
    const [found] = this.#all(idSchema, 'select max(id) as id from message');
    return found?.id ?? null;
  }

  /** Sessions with messages after this one. */
  sessionsSince(message: string): string[] {
    const sql = 'select distinct session_id as id from message where id > ?';
    return this.#all(idSchema, sql, message).flatMap(({ id }) => id ?? []);
  }

  /** In the order in which they were said. */
  messages(session: string): StoreRow[] {
    return this.#all(
      rowSchema,
      `select id, time_updated, length(data) as bytes from message
       where session_id = ? order by time_created, id`,
      session,
    );
  }

  parts(message: string): StoreRow[] {
    return this.#all(
      rowSchema,
      `select id, time_updated, length(data) as bytes from part
       where message_id = ? order by id`,
      message,
    );
  }

  /** What a row says, in JSON; null where it is gone. */
  data(table: 'message' | 'part', id: string): string | null {
    const sql = `select data from ${table} where id = ?`;
    return this.#all(dataSchema, sql, id)[0]?.data ?? null;
  }

  close(): void {
    this.#db.close();
  }

  #all<Row>(schema: z.ZodType<Row>, sql: string, ...values: string[]): Row[] {
    return this.#ask(() => z.array(schema).parse(this.#db.prepare(sql).all(...values)));
  }

  #ask<Answer>(question: () => Answer): Answer {
    try {
      return question();
    } catch (error) {
      throw this.#unreadable(error);
    }
  }

  #unreadable(cause: unknown): RatchetError {
    return new RatchetError(
      'unreadable-store',
      `${this.#path} cannot be read as a store of OpenCode (${messageOf(cause).slice(0, 300)}). What was recorded stays; it is tried again.`,
      { cause },
    );
  }
}
