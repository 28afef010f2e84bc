import { z } from 'zod';
import type { BuildState } from './state.ts';
import { type Row, tables } from './tables.ts';

/** Looked through here, and left as it is: zod would copy each row of a long build. */
const isTable = (rows: unknown): boolean =>
  Array.isArray(rows) &&
  rows.every(
    (row: unknown) =>
      typeof row === 'object' && row !== null && 'key' in row && typeof row.key === 'string',
  );

const vector = z.object({
  size: z.number().int().nonnegative(),
  chunks: z.custom((chunks) => Array.isArray(chunks) && chunks.every(isTable)),
});

/** Rows of one table, as they arrive. */
export const runSchema = z.object({
  table: z.enum(tables),
  rows: z.custom<readonly Row[]>(isTable),
});

/**
 * A state as it arrives from the host. Its frame is checked, its tables' rows only for their key:
 * a state is made by the reducer of the same version, which `welcome` compares, and checking each
 * field of a 100,000-event build would cost more than folding it.
 */
export const buildStateSchema = z
  .looseObject({
    version: z.number().int().nonnegative(),
    todos: z.custom(isTable),
    nodes: vector,
    files: vector,
    running: z.array(z.number().int()),
    attention: z.array(z.looseObject({ id: z.string() })),
    usage: z.looseObject({}),
    counts: z.looseObject({}),
  })
  .transform((state) => state as unknown as BuildState);
