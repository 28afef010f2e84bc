import { z } from 'zod';
import { RatchetError } from '../../errors.ts';

const chance = z.number().min(0).max(1);

/** What is done to the texts of one watcher, both ways. Chances from 0 to 1; times in milliseconds. */
export const faultsSchema = z.object({
  /** Texts that vanish. 1 is a half-open line: nothing gets through, and nobody says so. */
  drop: chance.default(0),
  /** Texts that arrive twice. */
  duplicate: chance.default(0),
  /** Texts that are held back, so that later ones overtake them. */
  reorder: chance.default(0),
  /** How long every text is on its way, and the news of a close. What is on its way keeps to a new delay. */
  delay: z.number().int().min(0).max(60_000).default(0),
  /** Nothing moves until this is over; then everything does, in order. */
  stall: z.boolean().default(false),
});
export type Faults = z.infer<typeof faultsSchema>;

export const noFaults: Faults = faultsSchema.parse({});

/** The longest cut, in milliseconds. */
const LONGEST_CUT = 10 * 60_000;

/** A watcher as a person names it, `w1`, `w2` … in the order in which they came, or `*`: every one, also those to come. */
const watcher = z.string().regex(/^(\*|w[1-9]\d{0,5})$/);

/** One thing that is done on purpose. `set` replaces all of a watcher's faults; `cut` ends its connection and refuses it a new one for a while. */
export const faultCommandSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('set'), watcher, faults: faultsSchema }),
  z.object({
    do: z.literal('cut'),
    watcher,
    milliseconds: z.number().int().positive().max(LONGEST_CUT),
  }),
  /** Ends all faults of all watchers, and what of a script is still to come. */
  z.object({ do: z.literal('clear') }),
]);
export type FaultCommand = z.infer<typeof faultCommandSchema>;

const seed = z.number().int().min(0).max(0xffff_ffff);

/** The longest script, in steps and in milliseconds: no timer waits longer. */
export const LONGEST_SCRIPT = { steps: 10_000, milliseconds: 2 ** 31 - 1 };

const at = z.number().int().nonnegative().max(LONGEST_SCRIPT.milliseconds);

/** What was done and when, so that it can be done again: milliseconds since the first command. */
export const faultScriptSchema = z.object({
  seed,
  steps: z.array(z.object({ at, command: faultCommandSchema })).max(LONGEST_SCRIPT.steps),
});
export type FaultScript = z.infer<typeof faultScriptSchema>;

/** What a host is asked: one command, a whole script, or to begin a new one from a seed. */
export const faultRequestSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('command'), command: faultCommandSchema }),
  z.object({ type: z.literal('play'), script: faultScriptSchema }),
  z.object({ type: z.literal('record'), seed }),
]);
export type FaultRequest = z.infer<typeof faultRequestSchema>;

const count = z.number().int().nonnegative();

/** What befell the texts of one watcher. */
const talliesSchema = z.object({
  passed: count,
  dropped: count,
  duplicated: count,
  reordered: count,
  delayed: count,
  stalled: count,
  cuts: count,
});
export type Tallies = z.infer<typeof talliesSchema>;

export const newTallies = (): Tallies => ({
  passed: 0,
  dropped: 0,
  duplicated: 0,
  reordered: 0,
  delayed: 0,
  stalled: 0,
  cuts: 0,
});

const faultyWatcherSchema = z.object({
  /** `w1`, `w2` … */
  label: z.string(),
  /** The watcher's own name of itself, the same over all its connections. */
  id: z.string(),
  /** What kind of watcher it is: `window`, `browser` … */
  client: z.string(),
  connected: z.boolean(),
  faults: faultsSchema,
  /** Milliseconds until it may connect again; 0 where it may. */
  cutFor: count,
  tallies: talliesSchema,
});
export type FaultyWatcher = z.infer<typeof faultyWatcherSchema>;

/** All that there is to know of the faults of a host. */
export const faultReportSchema = z.object({
  watchers: z.array(faultyWatcherSchema),
  /** The faults of watchers that have none of their own, also of those to come. */
  everyone: faultsSchema,
  script: faultScriptSchema,
  /** Steps of a script that are still to come. */
  pending: count,
});
export type FaultReport = z.infer<typeof faultReportSchema>;

/** What a host says of its faults; null where it was started without. */
export const faultAnswerSchema = z.object({ faults: faultReportSchema.nullable() });

export const faultsOff = (): RatchetError =>
  new RatchetError(
    'faults-off',
    'This Ratchet puts no faults into the stream, and nothing was changed. Start it with --faults to let it.',
  );
