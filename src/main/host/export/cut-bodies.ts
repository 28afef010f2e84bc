import type { BuildEvent } from '../../../core/build/event.ts';
import type { CutContent } from '../../../core/redact/redact-event.ts';

/** The bodies that were set apart from an event. */
export function cutBodies(event: BuildEvent): CutContent[] {
  return Object.values(event).filter(isCut);
}

/** Whether an event may have one, by its text: to parse every event would take longer. */
export const mayHaveCut = (body: string): boolean => body.includes('"as":"cut"');

const isCut = (value: unknown): value is CutContent =>
  typeof value === 'object' && value !== null && 'as' in value && value.as === 'cut';
