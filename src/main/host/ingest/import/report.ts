import { z } from 'zod';

const count = z.number().int().nonnegative();

/** How far an import has come, and what came of it. */
export const importReportSchema = z.object({
  /** `stopped`: before everything was read; the next import of the same paths goes on. */
  state: z.enum(['reading', 'done', 'stopped']),
  milliseconds: z.number().nonnegative(),
  files: z.object({
    found: count,
    /** Dealt with; those that are left are being read or wait. */
    done: count,
    /** Of those: with something new; recorded before, or being followed; in no known format; failed. */
    recorded: count,
    unchanged: count,
    unknown: count,
    failed: count,
  }),
  /** Of the files as they are kept, read so far and in all. */
  bytes: z.object({ read: count, total: count }),
  /** Builds that the files became, now or before. */
  builds: count,
  events: z.object({
    new: count,
    /** Recorded before. */
    known: count,
  }),
  /** In the files that were read: what is no record, and events that keep a record that was not understood. */
  badRecords: count,
  unrecognised: count,
  /** Why files failed, and which that were named are in no known format; the first thousand. */
  failures: z.array(z.object({ path: z.string(), reason: z.string() })),
});

export type ImportReport = z.infer<typeof importReportSchema>;
