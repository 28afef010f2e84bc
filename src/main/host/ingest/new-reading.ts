import { FileReading } from './file-reading.ts';
import { StoreReading } from './opencode/store-reading.ts';
import type { Reading } from './reading.ts';
import { isStore } from './session-place.ts';
import type { TailOptions } from './tail-options.ts';

/**
 * What reads a file: one session, or a store of many.
 * @param onReading there is something new to read
 */
export function newReading(
  options: TailOptions,
  signal: AbortSignal,
  onReading: () => void,
): Reading {
  const Kind = isStore(options.path) ? StoreReading : FileReading;
  return new Kind(options, signal, onReading);
}
