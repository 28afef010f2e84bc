import { z } from 'zod';
import { localAgentSchema } from './local-agents.ts';

// What a host says of what it was asked to watch, in `places` of `GET /v1/sources`.

const count = z.number().int().nonnegative();

const watchedPlaceSchema = z.object({
  path: z.string(),
  /** Whose sessions are there, where it is an agent of this machine. */
  agent: localAgentSchema.nullable(),
  /** Session files that are followed because of it. */
  files: count,
  /** Of those, what has not been read to its end yet. */
  reading: count,
  /** Of those, what cannot be read at the moment. */
  paused: count,
  /** Why the first of them cannot. */
  problem: z.string().nullable(),
});
export type WatchedPlace = z.infer<typeof watchedPlaceSchema>;

export const watchedSchema = z.object({ places: z.array(watchedPlaceSchema) });
