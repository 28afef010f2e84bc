import { type Content, isContent } from '../../../core/build/content.ts';
import type { BuildEvent } from '../../../core/build/event.ts';
import type { CutContent } from '../../../core/redact/redact-event.ts';

/** The bodies that were set apart from an event, also those that are parts of one. */
export function cutBodies(event: BuildEvent): CutContent[] {
  return Object.values(event).flat().filter(isContent).flatMap(cutsOf);
}

/** Whether an event may have one, by its text: to parse every event would take longer. */
export const mayHaveCut = (body: string): boolean => body.includes('"as":"cut"');

/** The same of an event that is a text. */
export const cutBodiesIn = (body: string): CutContent[] =>
  mayHaveCut(body) ? cutBodies(JSON.parse(body) as BuildEvent) : [];

function cutsOf(content: Content): CutContent[] {
  if (content.as === 'parts') return content.parts.flatMap(cutsOf);
  return content.as === 'cut' ? [content] : [];
}
