import { and, asc, eq, gt, lte, sql } from 'drizzle-orm';
import type Database from 'better-sqlite3';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { Head } from '../../../core/sync/messages.ts';
import { builds, events, projects } from './schema.ts';
import type { StoredEvent } from './types.ts';

export interface BuildRow extends Head {
  readonly no: number;
}

/** The events of the builds and the heads of their logs. Every statement is prepared once. */
export class Log {
  readonly #statements: ReturnType<typeof prepare>;
  readonly #append: Database.Statement<[number, number, string, number, string, string]>;

  constructor(db: BetterSQLite3Database, raw: Database.Database) {
    this.#statements = prepare(db);
    // Once for each event: what drizzle does around a statement takes twice as long as the statement.
    this.#append = raw.prepare(appendSql(db));
  }

  find(id: string): BuildRow | null {
    return this.#statements.find.get({ id }) ?? null;
  }

  create(id: string, head: Head): BuildRow {
    return this.#statements.create.get({ id, ...head });
  }

  append(build: number, { version, digest, at, kind, body }: StoredEvent): void {
    this.#append.run(build, version, digest, at, kind, body);
  }

  /** Moves the head of a build, with what the list shows of it. */
  advance(build: number, head: Head, summary: string, cwd: string | null): void {
    const project = cwd === null ? null : this.#project(cwd);
    this.#statements.advance.run({ build, ...head, summary, project });
  }

  /** Puts a summary in its place that was made anew, unless the log has moved on. */
  summarised(id: string, version: number, summary: string): void {
    this.#statements.summarised.run({ id, version, summary });
  }

  digestAt(build: number, version: number): string | null {
    return this.#statements.digestAt.get({ build, version })?.digest ?? null;
  }

  bodies(build: number, from: number, to: number): string[] {
    return this.#statements.bodies.all({ build, from, to }).map(({ body }) => body);
  }

  size(build: number, from: number, to: number): number {
    return this.#statements.size.get({ build, from, to })?.size ?? 0;
  }

  all(): { id: string; version: number; summary: string | null; deletedAt: number | null }[] {
    return this.#statements.all.all();
  }

  heads(): (Head & { id: string })[] {
    return this.#statements.heads.all();
  }

  #project(cwd: string): number | null {
    const known = this.#statements.findProject.get({ cwd });
    return (known ?? this.#statements.createProject.get({ cwd })).id;
  }
}

const at = (name: string) => sql.placeholder(name);

/** Its parameters are in the order of the table's columns. */
const appendSql = (db: BetterSQLite3Database): string =>
  db
    .insert(events)
    .values({
      build: at('build'),
      version: at('version'),
      digest: at('digest'),
      at: at('at'),
      kind: at('kind'),
      body: at('body'),
    })
    .toSQL().sql;

function prepare(db: BetterSQLite3Database) {
  const range = and(
    eq(events.build, at('build')),
    gt(events.version, at('from')),
    lte(events.version, at('to')),
  );
  const head = { version: at('version'), digest: at('digest') };
  return {
    find: db
      .select({ no: builds.no, version: builds.version, digest: builds.digest })
      .from(builds)
      .where(eq(builds.id, at('id')))
      .prepare(),
    create: db
      .insert(builds)
      .values({ id: at('id'), ...head })
      .returning({ no: builds.no, version: builds.version, digest: builds.digest })
      .prepare(),
    advance: db
      .update(builds)
      .set({
        // drizzle types `set` for values; a placeholder has to be wrapped in a piece of SQL.
        version: sql`${at('version')}`,
        digest: sql`${at('digest')}`,
        summary: sql`${at('summary')}`,
        project: sql`${at('project')}`,
        // Who deleted it did not know that it goes on.
        deletedAt: sql`case when ${builds.version} = ${at('version')} then ${builds.deletedAt} end`,
      })
      .where(eq(builds.no, at('build')))
      .prepare(),
    summarised: db
      .update(builds)
      .set({ summary: sql`${at('summary')}` })
      .where(and(eq(builds.id, at('id')), eq(builds.version, at('version'))))
      .prepare(),
    digestAt: db
      .select({ digest: events.digest })
      .from(events)
      .where(and(eq(events.build, at('build')), eq(events.version, at('version'))))
      .prepare(),
    bodies: db
      .select({ body: events.body })
      .from(events)
      .where(range)
      .orderBy(asc(events.version))
      .prepare(),
    size: db
      .select({ size: sql<number>`coalesce(sum(length(${events.body})), 0)` })
      .from(events)
      .where(range)
      .prepare(),
    all: db
      .select({
        id: builds.id,
        version: builds.version,
        summary: builds.summary,
        deletedAt: builds.deletedAt,
      })
      .from(builds)
      // A source may have a mark before anything in it became an event.
      .where(gt(builds.version, 0))
      .prepare(),
    heads: db
      .select({ id: builds.id, version: builds.version, digest: builds.digest })
      .from(builds)
      .where(gt(builds.version, 0))
      .prepare(),
    findProject: db
      .select({ id: projects.id })
      .from(projects)
      .where(eq(projects.cwd, at('cwd')))
      .prepare(),
    createProject: db
      .insert(projects)
      .values({ cwd: at('cwd') })
      .returning({ id: projects.id })
      .prepare(),
  };
}
