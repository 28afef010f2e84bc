import type { AnyAdapter } from '../../../core/agents/adapter.ts';
import type { Json } from '../../../core/build/content.ts';
import type { Formats } from './formats.ts';

/** A format likelier than not is taken at once; a less sure one only when no more records come. */
const LIKELY = 0.5;
const POSSIBLE = 0.3;
/** Records after which the likeliest format is taken, or none. */
const ENOUGH = 25;

export type Choice = AnyAdapter | 'none' | 'undecided';

/** @param isLast no more records are to be waited for */
export function chooseFormat(formats: Formats, records: readonly Json[], isLast: boolean): Choice {
  if (records.length === 0) return 'undecided';
  const best = formats.recognise(records);
  if (best && best.confidence > LIKELY) return best.adapter;
  if (!isLast && records.length < ENOUGH) return 'undecided';
  return best && best.confidence >= POSSIBLE ? best.adapter : 'none';
}
