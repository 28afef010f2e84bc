import { z } from 'zod';

/** One line of the report. What broke has no value, and says why in `comparison`. */
export const rowSchema = z.object({
  name: z.string().min(1),
  value: z.number().nullable(),
  unit: z.string(),
  /** What it is compared with, and how much that is. */
  comparison: z.string(),
  /** Value against comparison; null where nothing is compared. */
  ratio: z.number().nullable(),
  /** Empty where it is told for information alone. */
  target: z.string(),
  holds: z.boolean().nullable(),
});
export type Row = z.infer<typeof rowSchema>;

const machineSchema = z.object({
  cpu: z.string(),
  cores: z.number(),
  memoryGiB: z.number(),
  platform: z.string(),
  /** Milliseconds until the disk has a small write, in the middle and at the worst, of the folder measured in. */
  fsyncMs: z.object({ p50: z.number(), p99: z.number() }),
  /** Processes that wanted a core when it began: above the number of cores, figures of time are worth little. */
  load: z.number(),
});
export type Machine = z.infer<typeof machineSchema>;

const reportSchema = z.object({
  header: z.object({
    machine: machineSchema,
    node: z.string(),
    versions: z.record(z.string(), z.string()),
    commit: z.string(),
    date: z.string(),
    quick: z.boolean(),
    seconds: z.number(),
  }),
  results: z.array(rowSchema),
});
export type Report = z.infer<typeof reportSchema>;

/** What a row is held to: its value, or its ratio to the comparison. */
export interface Target {
  readonly of: 'value' | 'ratio';
  readonly is: 'at most' | 'at least';
  readonly limit: number;
}

export interface Measured {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** A figure of the same unit, and whose it is. */
  readonly against?: { readonly name: string; readonly value: number };
  /** What else is to be said: in the column of the comparison. */
  readonly note?: string;
  readonly target?: Target;
}

/** A row of what was measured, held to its target. */
export function row({ name, value, unit, against, note, target }: Measured): Row {
  const ratio = against ? value / against.value : null;
  const compared = against ? [`${against.name}: ${figure(against.value)}`] : [];
  return {
    name,
    // JSON knows no NaN.
    value: Number.isFinite(value) ? value : null,
    unit,
    comparison: [...compared, ...(note === undefined ? [] : [note])].join('; '),
    ratio: ratio !== null && Number.isFinite(ratio) ? ratio : null,
    target: target ? words(target, unit) : '',
    holds: target ? isMet(target, target.of === 'value' ? value : ratio) : null,
  };
}

/** The row of a benchmark that broke. */
export const broken = (name: string, why: string): Row => ({
  name,
  value: null,
  unit: '',
  comparison: `error: ${why}`,
  ratio: null,
  target: '',
  holds: false,
});

function isMet({ is, limit }: Target, value: number | null): boolean {
  if (value === null || Number.isNaN(value)) return false;
  return is === 'at most' ? value <= limit : value >= limit;
}

const words = ({ of, is, limit }: Target, unit: string) =>
  `${is === 'at most' ? '≤' : '≥'} ${figure(limit)}${of === 'ratio' ? ' ×' : unit.startsWith('(') ? '' : ` ${unit}`}`;

/** A number with three digits that mean something. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value) || 1)));
  return value.toLocaleString('en', { maximumFractionDigits: Math.min(digits, 6) });
}
