import { InvalidArgumentError } from 'commander';
import type { z } from 'zod';
import {
  faultCommandSchema,
  faultScriptSchema,
  faultsSchema,
} from '../../../core/sync/faults/faults.ts';

/** A chance from 0 to 1, or a percentage. */
export function chance(text: string): number {
  const value = text.endsWith('%') ? decimal(text.slice(0, -1)) / 100 : decimal(text);
  const words = 'Give a chance from 0 to 1, such as 0.1, or a percentage, such as 10%.';
  return checked(faultsSchema.shape.drop, value, words);
}

/** Milliseconds that every text is on its way. */
export const delay = (text: string): number =>
  checked(faultsSchema.shape.delay, decimal(text), 'Give whole milliseconds from 0 to 60000.');

/** Seconds of a cut, as milliseconds. */
export function cutSeconds(text: string): number {
  const milliseconds = Math.round(decimal(text) * 1000);
  const cut = { do: 'cut', watcher: '*', milliseconds };
  checked(faultCommandSchema, cut, 'Give seconds, more than 0 and up to 600, such as 5 or 0.5.');
  return milliseconds;
}

/** A watcher's label, or everyone. */
export function watcher(text: string): string {
  const words = 'Give a label as "ratchet faults" lists it, such as w1, or "*" for everyone.';
  checked(faultCommandSchema, { do: 'cut', watcher: text, milliseconds: 1 }, words);
  return text;
}

export const seed = (text: string): number =>
  checked(faultScriptSchema.shape.seed, decimal(text), 'Give a whole number from 0 to 4294967295.');

const decimal = (text: string): number => (/^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN);

/** The limits are those of the host's own schema; only the words are for a person at a keyboard. */
function checked<Value>(schema: z.ZodType<Value>, value: unknown, words: string): Value {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError(words);
}
