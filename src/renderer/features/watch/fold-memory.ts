import { z } from 'zod';
import { recallOf, rememberOf } from '../../app/memory.ts';

const foldsSchema = z.array(z.tuple([z.string(), z.boolean()]));

/** What was opened and closed by hand in a build. */
export const recallFolds = (id: string): ReadonlyMap<string, boolean> =>
  new Map(foldsSchema.safeParse(recallOf('folds', id)).data ?? []);

export const rememberFolds = (id: string, folds: ReadonlyMap<string, boolean>): void =>
  rememberOf('folds', id, [...folds]);
