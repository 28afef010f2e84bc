import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { type Json, jsonContent } from '../../build/content.ts';
import type { BuildEvent } from '../../build/event.ts';
import type { AdapterStep, RawRecord } from '../adapter.ts';
import { fitEvent } from '../emit.ts';
import { objectOf } from '../json.ts';
import { keepNewest } from '../memory.ts';
import { clip } from '../text.ts';
import { readLog } from './logs.ts';
import { type Item, itemsOf } from './otlp.ts';
import { announceAgent, isInnerAgent, readSpan } from './spans.ts';
import { emit, MEMORY, OTEL_FORMAT, type OtelReading, type OtelState } from './state.ts';

/** Reads one OTLP document: what is in it, in the order in which it ended. */
export function readOtel(state: OtelState, record: RawRecord): AdapterStep<OtelState> {
  const items = itemsOf(record.value);
  const events: BuildEvent[] = [];
  if (!items) {
    events.push(unrecognised(record.at, 'no OTLP document', record.value));
    return { state, events };
  }
  const began = items
    .map(({ from }) => from ?? Infinity)
    .reduce((a, b) => Math.min(a, b), Infinity);
  const readings = items
    .map((item): OtelReading => ({ state, item, at: item.to ?? record.at, began, events }))
    .sort((one, other) => rank(one.item) - rank(other.item));
  // Where an agent is in the same document as its work, its work is put under it.
  for (const reading of [...readings].sort(byStart)) {
    const isNew = !state.seen.has(`${reading.item.trace} ${reading.item.span}`);
    if (reading.item.kind === 'span' && isNew && isInnerAgent(reading)) announceAgent(reading);
  }
  for (const reading of readings) {
    if (isCopy(reading)) continue;
    const isKnown = reading.item.kind === 'span' ? readSpan(reading) : readLog(reading);
    if (isKnown) continue;
    const { name, kind, raw } = reading.item;
    const event = unrecognised(reading.at, `unknown ${kind} ${name || 'without a name'}`, raw);
    const { at: _, ...rest } = event;
    emit(reading, rest);
  }
  return { state, events };
}

/** An event has no id: one that says the same of the same nanosecond is a copy. */
function isCopy({ state, item }: OtelReading): boolean {
  const { timeUnixNano } = objectOf(item.raw);
  if (item.kind !== 'log' || timeUnixNano === undefined) return false;
  const text = utf8ToBytes(JSON.stringify(item.raw));
  const name = `log ${bytesToHex(sha256(text)).slice(0, 32)}`;
  if (state.seen.has(name)) return true;
  state.seen.add(name);
  keepNewest(state.seen, MEMORY);
  return false;
}

const rank = ({ to }: Item) => to ?? 0;
const byStart = (one: OtelReading, other: OtelReading) =>
  (one.item.from ?? 0) - (other.item.from ?? 0);

function unrecognised(at: number, reason: string, raw: Json) {
  return fitEvent(at, {
    kind: 'unrecognised',
    format: OTEL_FORMAT,
    reason: clip(reason, 400),
    raw: jsonContent(raw),
  }) as Extract<BuildEvent, { kind: 'unrecognised' }>;
}

/** The exporter is gone: as the last trace ended, or unknown within one. */
export function endOtel(state: OtelState, at: number): AdapterStep<OtelState> {
  if (!state.started) return { state, events: [] };
  const outcome = state.turnOpen ? 'unknown' : (state.last ?? 'unknown');
  const reason = state.turnOpen ? 'the spans ended within a trace' : undefined;
  return { state, events: [fitEvent(at, { kind: 'build.ended', outcome, reason })] };
}
