import { z } from 'zod';

// What a host says of the agents on its machine at `GET /v1/agents`.

export const localAgents = ['claude-code', 'codex', 'gemini-cli', 'opencode'] as const;
export const localAgentSchema = z.enum(localAgents);
export type LocalAgent = z.infer<typeof localAgentSchema>;

const placeSchema = z.object({
  path: z.string(),
  isThere: z.boolean(),
  /** Session files in it. */
  files: z.number().int().nonnegative(),
  /** When the newest of them was last written, in milliseconds since the epoch. */
  newest: z.number().nullable(),
  isWatched: z.boolean(),
});

const foundAgentSchema = z.object({
  agent: localAgentSchema,
  title: z.string(),
  /** Where it keeps its sessions, or would. */
  places: z.array(placeSchema),
});
export type FoundAgent = z.infer<typeof foundAgentSchema>;

export const foundAgentsSchema = z.object({ agents: z.array(foundAgentSchema) });

/** `POST /v1/agents`: the agents are named, never their folders. */
export const watchAgentsSchema = z.object({ agents: z.array(localAgentSchema).min(1) });
