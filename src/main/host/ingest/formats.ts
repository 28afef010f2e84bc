import type { AnyAdapter } from '../../../core/agents/adapter.ts';
import type { Json } from '../../../core/build/content.ts';

/** The formats that a reader chooses from. */
export interface Formats {
  /** @throws RatchetError `unknown-format` */
  named(format: string): AnyAdapter;
  /** The likeliest format of these first records, and how sure it is: 0 to 1. */
  recognise(records: readonly Json[]): { adapter: AnyAdapter; confidence: number } | null;
}
