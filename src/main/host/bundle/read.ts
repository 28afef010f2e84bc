import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { MOST_PARTS } from '../../../core/build/content.ts';
import type { BuildEvent } from '../../../core/build/event.ts';
import { GENESIS } from '../../../core/sync/digest.ts';
import { cutBodies } from '../export/cut-bodies.ts';
import { newBreath } from '../export/breath.ts';
import { parseEvent } from '../ingest/parse-events.ts';
import { payloadKey, prepareEvent } from '../processor/prepare.ts';
import { nextDigest } from '../store/chain.ts';
import type { Payload } from '../store/types.ts';
import { cutOff, damaged, newerBundle, notABundle, tooLarge } from './errors.ts';
import {
  BUNDLE_FORMAT,
  type BundleEnd,
  type BundleHeader,
  type BundleLimits,
  endSchema,
  headerSchema,
  markSchema,
  payloadLineSchema,
} from './format.ts';
import { linesOf } from './lines.ts';

/** Payloads before their event: so many bodies an event may have, as attachments with parts. */
const WAITING = MOST_PARTS ** 2;

export type BundlePart =
  | { readonly is: 'header'; readonly header: BundleHeader }
  | { readonly is: 'payload'; readonly payload: Payload }
  | {
      readonly is: 'event';
      readonly event: BuildEvent;
      readonly version: number;
      readonly digest: string;
    }
  /** Everything before it was as the bundle says it is. */
  | { readonly is: 'end'; readonly end: BundleEnd };

/**
 * Reads a bundle part by part, and checks all of it: who has seen the end has seen a whole one.
 * @throws RatchetError `not-a-bundle`, `bundle-newer`, `bundle-cut-off`, `bundle-damaged`, `bundle-too-large`
 */
export async function* readBundle(
  chunks: AsyncIterable<Uint8Array>,
  limits: BundleLimits,
): AsyncGenerator<BundlePart> {
  const breathe = newBreath();
  const hash = createHash('sha256');
  let isBegun = false;
  let isEnded = false;
  let digest = GENESIS;
  let version = 0;
  let payloads = 0;
  /** Payloads whose event is to come. */
  const waiting = new Set<string>();
  let waitingBytes = 0;
  for await (const bytes of linesOf(chunks, limits)) {
    await breathe();
    if (isEnded) throw damaged('something follows its end');
    const line = parseLine(bytes, isBegun);
    if (!isBegun) {
      yield { is: 'header', header: headerIn(line) };
      isBegun = true;
    } else if ('event' in line) {
      version += 1;
      const event = eventIn(line['event'], version);
      for (const { payload } of cutBodies(event)) waiting.delete(payload);
      if (waiting.size > 0) throw damaged('an event does not name its payload');
      waitingBytes = 0;
      const { body, payloads: large } = prepareEvent(event, Infinity);
      // It would be recorded in another way, with another digest.
      if (large.length > 0) throw damaged(`event ${version} has a body that is to be set apart`);
      digest = nextDigest(digest, body);
      yield { is: 'event', event, version, digest };
    } else if ('payload' in line) {
      payloads += 1;
      const payload = payloadIn(line);
      waiting.add(payload.key);
      waitingBytes += payload.body.length;
      if (waitingBytes > limits.line) {
        throw tooLarge(`an event has payloads of more than ${limits.line} bytes`);
      }
      if (waiting.size > WAITING) throw damaged('there are payloads without an event');
      yield { is: 'payload', payload };
    } else {
      const { end } = fitting(endSchema, line, 'a line of no known kind');
      if (end.sha256 !== hash.digest('hex')) throw damaged('its checksum is another');
      const isComplete = end.events === version && end.payloads === payloads;
      if (!isComplete || waiting.size > 0) throw damaged('something is missing');
      if (end.digest !== digest) throw damaged('its events have another digest');
      isEnded = true;
      yield { is: 'end', end };
    }
    if (!isEnded) hash.update(bytes).update('\n');
  }
  if (!isBegun) throw notABundle();
  if (!isEnded) throw cutOff();
}

/** What is no JSON at the start is no bundle, and later a damage. */
function parseLine(bytes: Uint8Array, isBegun: boolean): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString());
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Falls through.
  }
  throw isBegun ? damaged('a line is no JSON') : notABundle();
}

function headerIn(line: Record<string, unknown>): BundleHeader {
  const mark = markSchema.safeParse(line);
  if (!mark.success) throw notABundle();
  if (mark.data.format > BUNDLE_FORMAT) throw newerBundle(mark.data.format);
  return fitting(headerSchema, line, 'its header makes no sense');
}

function eventIn(value: unknown, version: number): BuildEvent {
  const parsed = parseEvent(value);
  if (parsed.ok) return parsed.event;
  throw damaged(`event ${version} is none: ${parsed.reason}`);
}

/** A payload is named by what it holds: one bundle cannot put another body under the name of another's. */
function payloadIn(line: Record<string, unknown>): Payload {
  const { payload, mime, text, base64 } = fitting(payloadLineSchema, line, 'a payload is none');
  const body = text === undefined ? Buffer.from(base64 ?? '', 'base64') : Buffer.from(text);
  if (payloadKey(mime, body) !== payload) throw damaged('a payload is not what its name says');
  return { key: payload, mime, body };
}

function fitting<Shape extends z.ZodType>(schema: Shape, value: unknown, why: string) {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw damaged(why);
}
