import { and, desc, eq, lte, max, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { type BuildState, emptyState, type Node } from '../../../core/build/state.ts';
import { isChunkAsAt } from '../../../core/build/earlier.ts';
import { CHUNK } from '../../../core/build/vector.ts';
import { checkpointChunks, checkpoints } from './schema.ts';
import type { Checkpoint } from './types.ts';

/** Events after which a build gets another checkpoint, with the refresh that reaches them. */
export const CHECKPOINT_EVERY = 500;

/**
 * States at a version. The nodes of a state are stored by the chunk, and a chunk only when it
 * changed, so that what checkpoints cost grows with the build and not with its square.
 */
export class Checkpoints {
  readonly #statements: ReturnType<typeof prepare>;

  constructor(db: BetterSQLite3Database) {
    this.#statements = prepare(db);
  }

  save(build: number, { state, chunks }: Checkpoint): void {
    const { version } = state;
    const frame = { ...state, nodes: { size: state.nodes.size, chunks: [] } };
    this.#statements.save.run({ build, version, state: JSON.stringify(frame) });
    for (const chunk of chunks) {
      const nodes = JSON.stringify(state.nodes.chunks[chunk] ?? []);
      this.#statements.saveChunk.run({ build, chunk, version, nodes });
    }
  }

  /**
   * The latest checkpoint at or before a version; the empty state where there is none.
   * @param later a later state of the same build, where one is at hand: what it has in common with the
   * checkpoint, which is most of a long build, is taken from it and not read
   */
  before(build: number, version: number, later: BuildState | null = null): BuildState {
    const row = this.#statements.latest.get({ build, version });
    if (!row) return emptyState;
    const frame = JSON.parse(row.state) as BuildState;
    const { size } = frame.nodes;
    const wanted = Math.ceil(size / CHUNK);
    const read = (nodes: string | undefined) => JSON.parse(nodes ?? '[]') as Node[];
    const chunks = later
      ? Array.from({ length: wanted }, (_, chunk) => {
          const known = later.nodes.chunks[chunk];
          if (isChunkAsAt(known, Math.min(CHUNK, size - chunk * CHUNK), row.version)) return known;
          return read(this.#statements.chunk.get({ build, chunk, version: row.version })?.nodes);
        })
      : this.#statements.chunks
          .all({ build, version: row.version })
          .slice(0, wanted)
          .map(({ nodes }) => read(nodes));
    return { ...frame, nodes: { size, chunks } };
  }
}

function prepare(db: BetterSQLite3Database) {
  const at = {
    build: sql.placeholder('build'),
    version: sql.placeholder('version'),
  };
  return {
    save: db
      .insert(checkpoints)
      .values({ ...at, state: sql.placeholder('state') })
      .prepare(),
    saveChunk: db
      .insert(checkpointChunks)
      .values({ ...at, chunk: sql.placeholder('chunk'), nodes: sql.placeholder('nodes') })
      .prepare(),
    latest: db
      .select({ version: checkpoints.version, state: checkpoints.state })
      .from(checkpoints)
      .where(and(eq(checkpoints.build, at.build), lte(checkpoints.version, at.version)))
      .orderBy(desc(checkpoints.version))
      .limit(1)
      .prepare(),
    chunk: db
      .select({ nodes: checkpointChunks.nodes })
      .from(checkpointChunks)
      .where(
        and(
          eq(checkpointChunks.build, at.build),
          eq(checkpointChunks.chunk, sql.placeholder('chunk')),
          lte(checkpointChunks.version, at.version),
        ),
      )
      .orderBy(desc(checkpointChunks.version))
      .limit(1)
      .prepare(),
    // SQLite takes the other columns from the row that holds the maximum.
    chunks: db
      .select({
        chunk: checkpointChunks.chunk,
        nodes: checkpointChunks.nodes,
        version: max(checkpointChunks.version),
      })
      .from(checkpointChunks)
      .where(and(eq(checkpointChunks.build, at.build), lte(checkpointChunks.version, at.version)))
      .groupBy(checkpointChunks.chunk)
      .orderBy(checkpointChunks.chunk)
      .prepare(),
  };
}
