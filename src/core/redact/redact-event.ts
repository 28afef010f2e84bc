import { type Content, isContent, type Json, type SingleContent } from '../build/content.ts';
import { type BuildEvent, buildEventSchema } from '../build/event.ts';
import { redactJson, redactText } from './redact-json.ts';
import { type Found, type Redactor, replaceFound } from './redact-text.ts';
import { pieceOf } from './split-texts.ts';

/** What an event needs of its surroundings to be redacted. */
export interface Surroundings {
  readonly redactor: Redactor;
  /** What was found in the piece of a longer text that the event adds; see `SplitTexts`. */
  readonly inPiece: readonly Found[];
  /** A body that was cut, redacted as a whole. */
  cut(content: CutContent): CutContent;
  /** Tells of each find outside the piece, with the field of the event. */
  tell(field: string, found: Found): void;
}

export type CutContent = Extract<Content, { as: 'cut' }>;

/** The event without what must not be told. Pictures are kept: nothing looks into them. */
export function redactEvent(event: BuildEvent, around: Surroundings): BuildEvent {
  const piece = pieceOf(event);
  const fields = Object.entries(event).map(([field, value]): [string, unknown] => {
    if (field === 'kind') return [field, value];
    if (field === piece?.field) return [field, replaceFound(piece.text, around.inPiece)];
    return [field, redactField(field, value, around)];
  });
  return fitting(Object.fromEntries(fields));
}

/** Every string of an event's field, and bodies by what they are. */
function redactField(field: string, value: unknown, around: Surroundings): unknown {
  const tell = (found: Found) => around.tell(field, found);
  if (isContent(value)) return redactContent(value, field, around);
  if (Array.isArray(value) && value.every(isContent)) {
    return value.map((content) => redactContent(content, field, around));
  }
  if (value === undefined || typeof value === 'number' || typeof value === 'boolean') return value;
  return redactJson(value as Json, around.redactor, tell);
}

function redactContent(content: Content, field: string, around: Surroundings): Content {
  if (content.as !== 'parts') return redactSingle(content, field, around);
  return { as: 'parts', parts: content.parts.map((part) => redactSingle(part, field, around)) };
}

function redactSingle(content: SingleContent, field: string, around: Surroundings): SingleContent {
  const { redactor } = around;
  const tell = (found: Found) => around.tell(field, found);
  switch (content.as) {
    case 'text':
      return { ...content, text: redactText(content.text, redactor, tell) };
    case 'json':
      return { ...content, json: redactJson(content.json, redactor, tell) };
    case 'image':
      return content;
    case 'cut':
      return around.cut(content);
  }
}

/** What stands for a secret may be longer than it was, and the field have no room for it. */
function fitting(redacted: object): BuildEvent {
  const parsed = buildEventSchema.safeParse(redacted);
  if (parsed.success) return parsed.data;
  const event = copyOf(redacted);
  for (const issue of parsed.error.issues) {
    if (issue.code === 'too_big') cutAt(event, issue.path, Number(issue.maximum));
  }
  return buildEventSchema.parse(event);
}

const copyOf = (value: object): object => JSON.parse(JSON.stringify(value)) as object;

function cutAt(value: object, path: readonly PropertyKey[], length: number): void {
  const [name, ...rest] = path;
  if (name === undefined) return;
  const holder = value as Record<PropertyKey, unknown>;
  const inner = holder[name];
  if (typeof inner === 'string') holder[name] = inner.slice(0, length);
  else if (typeof inner === 'object' && inner !== null) cutAt(inner, rest, length);
}
