import { z } from 'zod';
import { buildSummarySchema } from './summary.ts';

/** Characters of a title that the user gave. */
const LONGEST_TITLE = 200;

/** What the user says of a build. It is theirs and not the agent's: it stands in no log and in no digest. */
const userDataSchema = z.object({
  userTitle: z.string().nullable(),
  pinned: z.boolean(),
});
export type UserData = z.infer<typeof userDataSchema>;

export const noUserData: UserData = { userTitle: null, pinned: false };

/** A build as the list has it: what its log says of it, and what the user does. */
export const listedBuildSchema = buildSummarySchema.extend(userDataSchema.shape);
export type ListedBuild = z.infer<typeof listedBuildSchema>;

/** A change of what the user says. An empty title gives the build back its own. */
export const userChangeSchema = z.strictObject({
  title: z
    .string()
    .transform((text) => text.replace(/\s+/g, ' ').trim())
    .pipe(z.string().max(LONGEST_TITLE))
    .nullable()
    .optional(),
  pinned: z.boolean().optional(),
});
export type UserChange = z.infer<typeof userChangeSchema>;

export const userDataAfter = (before: UserData, { title, pinned }: UserChange): UserData => ({
  userTitle: title === undefined ? before.userTitle : title || null,
  pinned: pinned ?? before.pinned,
});

/** A deleted build that can still be brought back, with the sub-agents that went with it. */
export const restorableSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** When it is purged, and gone for good. */
  undoUntil: z.number(),
});
export type Restorable = z.infer<typeof restorableSchema>;

/** What a deletion took out of the list: the build and its sub-agents; and until when it can be undone. */
export const deletedSchema = z.object({ deleted: z.array(z.string()), undoUntil: z.number() });
export type Deleted = z.infer<typeof deletedSchema>;
