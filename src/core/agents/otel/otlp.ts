import type { Json } from '../../build/content.ts';
import { isObject, jsonIn, type JsonObject, listOf, objectOf, textOf } from '../json.ts';

export type Attributes = ReadonlyMap<string, Json>;

/** One span, or one log record that is an event: what OTLP says of both, with its resource. */
export interface Item {
  readonly kind: 'span' | 'log';
  readonly name: string;
  readonly trace: string;
  readonly span: string;
  /** '' for the root of a trace. */
  readonly parent: string;
  /** Milliseconds since the epoch. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly failed: boolean;
  readonly message: string | undefined;
  readonly attributes: Attributes;
  readonly resource: Attributes;
  readonly raw: Json;
}

/** The spans and events of an OTLP document; null: it is none. Measurements are none of both. */
export function itemsOf(record: Json): Item[] | null {
  if (!isObject(record)) return null;
  const { resourceSpans, resourceLogs, resourceMetrics } = record;
  if (![resourceSpans, resourceLogs, resourceMetrics].some(Array.isArray)) {
    return isSpan(record) ? [spanOf(record, new Map())] : null;
  }
  const spans = scoped(resourceSpans, ['scopeSpans', 'instrumentationLibrarySpans'], 'spans');
  const logs = scoped(resourceLogs, ['scopeLogs', 'instrumentationLibraryLogs'], 'logRecords');
  return [
    ...spans.map(([span, resource]) => spanOf(span, resource)),
    ...logs.map(([log, resource]) => logOf(log, resource)),
  ];
}

/** Exporters to files write spans without what is around them, too. */
const isSpan = (record: JsonObject) =>
  textOf(record['traceId']) !== undefined &&
  textOf(record['spanId']) !== undefined &&
  'attributes' in record;

function scoped(
  groups: unknown,
  scopes: readonly string[],
  items: string,
): [JsonObject, Attributes][] {
  return listOf(groups)
    .map(objectOf)
    .flatMap((group) => {
      const resource = attributesOf(objectOf(group['resource'])['attributes']);
      return scopes
        .flatMap((scope) => listOf(group[scope]).map(objectOf))
        .flatMap((scope) => listOf(scope[items]).filter(isObject))
        .map((item): [JsonObject, Attributes] => [item, resource]);
    });
}

function spanOf(span: JsonObject, resource: Attributes): Item {
  const attributes = new Map(attributesOf(span['attributes']));
  // What was said may stand in an event of the span instead.
  for (const event of listOf(span['events']).map(objectOf)) {
    for (const [key, value] of attributesOf(event['attributes'])) {
      if (!attributes.has(key)) attributes.set(key, value);
    }
  }
  const { code, message } = objectOf(span['status']);
  return {
    kind: 'span',
    name: textOf(span['name']) ?? '',
    trace: textOf(span['traceId']) ?? '',
    span: textOf(span['spanId']) ?? '',
    parent: (textOf(span['parentSpanId']) ?? '').replace(/^0+$/, ''),
    from: timeOfNanos(span['startTimeUnixNano']),
    to: timeOfNanos(span['endTimeUnixNano']),
    failed: code === 2 || code === 'STATUS_CODE_ERROR' || attributes.has('error.type'),
    message: textOf(message),
    attributes,
    resource,
    raw: span,
  };
}

function logOf(log: JsonObject, resource: Attributes): Item {
  const attributes = attributesOf(log['attributes']);
  const body = valueOf(log['body']);
  const at = timeOfNanos(log['timeUnixNano']) ?? timeOfNanos(log['observedTimeUnixNano']);
  const name = textOf(log['eventName']) ?? textOf(attributes.get('event.name')) ?? textOf(body);
  // Events of the conventions have had their fields in the body.
  const fields = isObject(body) ? Object.entries(body) : [];
  return {
    kind: 'log',
    name: name ?? '',
    trace: textOf(log['traceId']) ?? '',
    span: textOf(log['spanId']) ?? '',
    parent: '',
    from: at,
    to: at,
    failed: attributes.has('error.type'),
    message: undefined,
    attributes: new Map([...fields, ...attributes]),
    resource,
    raw: log,
  };
}

/** Attributes as OTLP has them (a list of keys with typed values), or as a plain object. */
function attributesOf(given: unknown): Attributes {
  if (isObject(given)) return new Map(Object.entries(given));
  return new Map(
    listOf(given)
      .map(objectOf)
      .flatMap(({ key, value }): [string, Json][] =>
        typeof key === 'string' ? [[key, valueOf(value)]] : [],
      ),
  );
}

function valueOf(value: unknown): Json {
  const given = objectOf(value);
  const { stringValue, boolValue, intValue, doubleValue, arrayValue, kvlistValue } = given;
  if (typeof stringValue === 'string') return stringValue;
  if (typeof boolValue === 'boolean') return boolValue;
  if (intValue !== undefined && intValue !== null) return Number(intValue);
  if (typeof doubleValue === 'number') return doubleValue;
  if (isObject(arrayValue)) return listOf(arrayValue['values']).map(valueOf);
  if (isObject(kvlistValue)) return Object.fromEntries(attributesOf(kvlistValue['values']));
  return textOf(given['bytesValue']) ?? null;
}

/** Nanoseconds since the epoch, as text or as a number too large to be exact. */
function timeOfNanos(value: unknown): number | undefined {
  const nanos = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
  return nanos > 0 && nanos < 8e21 ? Math.floor(nanos / 1e6) : undefined;
}

/** An attribute that holds JSON, as text or as it is. */
export function jsonOf(value: Json | undefined): Json | undefined {
  if (typeof value !== 'string') return value;
  const json = jsonIn(value);
  return json === undefined ? value : json;
}
