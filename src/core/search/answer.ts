import { z } from 'zod';
import { reportedBuildSchema } from '../build/standing.ts';

// What a host answers at `GET /v1/search`.

const documentKinds = [
  'build',
  'todo',
  'file',
  'text',
  'reasoning',
  'user',
  'tool',
  'attachment',
  'error',
  'notice',
  'unrecognised',
] as const;
export type DocumentKind = (typeof documentKinds)[number];

const hitSchema = z.object({
  /** What was found, and its key within the build: that of its row, where it has one. */
  kind: z.enum(documentKinds),
  key: z.string(),
  /** The version at which it came to be as it was found. */
  version: z.number().int().nonnegative(),
  /** A part of the text, in one line, and where in it the matches are. */
  text: z.string(),
  ranges: z.array(z.tuple([z.number().int(), z.number().int()]).readonly()).readonly(),
});
export type SearchHit = z.infer<typeof hitSchema>;

const foundBuildSchema = z.object({
  build: reportedBuildSchema,
  /** How many places in it match; `hits` are the best of them, or those after what was asked to be left out. */
  total: z.number().int().positive(),
  hits: z.array(hitSchema).readonly(),
});
export type FoundBuild = z.infer<typeof foundBuildSchema>;

export const searchAnswerSchema = z.object({
  /** Builds in which something was found, of which `builds` are the best. */
  total: z.number().int().nonnegative(),
  builds: z.array(foundBuildSchema).readonly(),
  /** Builds that are not in the index yet, or not all of them. */
  indexing: z.number().int().nonnegative(),
});
export type SearchAnswer = z.infer<typeof searchAnswerSchema>;
