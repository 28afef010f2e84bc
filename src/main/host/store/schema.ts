import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Working directories: what the list of builds groups by. */
export const projects = sqliteTable('projects', {
  id: integer('id').primaryKey(),
  cwd: text('cwd').notNull().unique(),
});

/** One row a build, with the head of its log and its summary, so that the list needs no log. */
export const builds = sqliteTable('builds', {
  no: integer('no').primaryKey(),
  id: text('id').notNull().unique(),
  project: integer('project').references(() => projects.id),
  version: integer('version').notNull(),
  digest: text('digest').notNull(),
  /** JSON of the summary at `version`; null where it has to be made anew. */
  summary: text('summary'),
  /** What the user says of it: no event, and in no digest. */
  userTitle: text('user_title'),
  pinned: integer('pinned', { mode: 'boolean' }).notNull().default(false),
  /** When the user deleted it; its data is there until it is purged. */
  deletedAt: integer('deleted_at'),
});

/** Builds that are purged, by their number: what is left of them is freed a slice at a time. */
export const purges = sqliteTable('purges', {
  build: integer('build').primaryKey(),
});

/** The log. `body` is the event as it was hashed; without rowid, a build's events lie together. */
export const events = sqliteTable(
  'events',
  {
    build: integer('build')
      .notNull()
      .references(() => builds.no),
    version: integer('version').notNull(),
    digest: text('digest').notNull(),
    at: integer('at').notNull(),
    kind: text('kind').notNull(),
    body: text('body').notNull(),
  },
  (table) => [primaryKey({ columns: [table.build, table.version] })],
);

/** Bodies too large for an event, by the hash of what they hold; compressed. */
export const payloads = sqliteTable('payloads', {
  key: text('key').primaryKey(),
  mime: text('mime').notNull(),
  bytes: integer('bytes').notNull(),
  body: blob('body', { mode: 'buffer' }).notNull(),
});

/** Which builds use a payload: one that none uses any more is freed. */
export const payloadUses = sqliteTable(
  'payload_uses',
  {
    build: integer('build')
      .notNull()
      .references(() => builds.no),
    payload: text('payload').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.build, table.payload] }),
    index('payload_uses_payload').on(table.payload),
  ],
);

/** States at a version, without their nodes: those are in `checkpoint_chunks`. */
export const checkpoints = sqliteTable(
  'checkpoints',
  {
    build: integer('build')
      .notNull()
      .references(() => builds.no),
    version: integer('version').notNull(),
    state: text('state').notNull(),
  },
  (table) => [primaryKey({ columns: [table.build, table.version] })],
);

/** Chunks of a state's nodes. A checkpoint writes only those that changed since the one before. */
export const checkpointChunks = sqliteTable(
  'checkpoint_chunks',
  {
    build: integer('build')
      .notNull()
      .references(() => builds.no),
    chunk: integer('chunk').notNull(),
    version: integer('version').notNull(),
    nodes: text('nodes').notNull(),
  },
  (table) => [primaryKey({ columns: [table.build, table.chunk, table.version] })],
);

/** How far a source was read: committed with the events that were read from it. */
export const sources = sqliteTable(
  'sources',
  {
    id: text('id').primaryKey(),
    build: integer('build')
      .notNull()
      .references(() => builds.no),
    offset: integer('offset').notNull(),
    fingerprint: text('fingerprint').notNull(),
    /** The log that it was read into was purged: what comes of it begins at its start again. */
    purged: integer('purged', { mode: 'boolean' }).notNull().default(false),
  },
  (table) => [index('sources_build').on(table.build)],
);

/** What producers sent under an idempotency key, and the version that it led to. */
export const receipts = sqliteTable(
  'receipts',
  {
    build: integer('build')
      .notNull()
      .references(() => builds.no),
    key: text('key').notNull(),
    version: integer('version').notNull(),
    digest: text('digest').notNull(),
  },
  (table) => [primaryKey({ columns: [table.build, table.key] })],
);

export const settings = sqliteTable('settings', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
});

/** Facts about the file itself: the version of the reducer that made its checkpoints. */
export const meta = sqliteTable('meta', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
});
