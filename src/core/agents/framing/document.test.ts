import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDocumentFramer } from './document.ts';
import type { Framed, FramerOptions } from './framed.ts';
import { createFramer } from './framer.ts';
import { sniffFraming } from './sniff.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

function frame(chunks: readonly Uint8Array[], options: FramerOptions = {}): Framed[] {
  const framer = createDocumentFramer(options);
  return [...chunks.flatMap((chunk) => framer.push(chunk)), ...framer.finish()];
}

const brief = (framed: readonly Framed[]) =>
  framed.map((item) =>
    item.kind === 'record' ? item.value : item.kind === 'bad' ? item.reason : item.kind,
  );
const frameText = (text: string, options?: FramerOptions) => brief(frame([bytesOf(text)], options));

const cuts = (bytes: Uint8Array, at: readonly number[]) => {
  const places = [...at.map((place) => place % (bytes.length + 1)), 0, bytes.length];
  const sorted = [...new Set(places)].sort((a, b) => a - b);
  return sorted.slice(1).map((to, index) => bytes.slice(sorted[index], to));
};

/** The records of a document, told without the framer. */
function recordsOf(document: Record<string, unknown>): unknown[] {
  const records: unknown[] = [];
  let members: Record<string, unknown> = {};
  const gather = () => {
    if (Object.keys(members).length > 0) records.push(members);
    members = {};
  };
  for (const [name, value] of Object.entries(document)) {
    if ((name === 'messages' || name === 'events') && Array.isArray(value)) {
      gather();
      for (const item of value as unknown[]) {
        const isObject = typeof item === 'object' && item !== null && !Array.isArray(item);
        records.push(isObject ? item : 'not a JSON object');
      }
    } else members[name] = value;
  }
  const hadList = Object.keys(document).length > Object.keys(members).length;
  if (hadList) gather();
  else records.push(members);
  return records;
}

const anyDocument = fc
  .array(
    fc.tuple(
      fc.oneof(fc.string(), fc.constantFrom('messages', 'events', 'id', 'a"b', 'info')),
      fc.oneof(
        fc.jsonValue({ maxDepth: 3 }),
        fc.array(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }))),
      ),
    ),
    { maxLength: 6 },
  )
  // Members named by numbers change their order, and `__proto__` its meaning.
  .map((members) => Object.fromEntries(members.filter(([name]) => !/^\d+$|^__proto__$/.test(name))))
  .map((document) => JSON.parse(JSON.stringify(document)) as Record<string, unknown>);
const indents = fc.constantFrom(0, 2, '\t');

describe('documents', () => {
  it('gives the members before, the items and the members after a list of records', () => {
    const text = '{"info":{"id":"s","messages":[1]},"messages":[{"a":1},{"b":"]}\\""}],"end":true}';
    expect(frameText(text)).toEqual([
      { info: { id: 's', messages: [1] } },
      { a: 1 },
      { b: ']}"' },
      { end: true },
    ]);
  });

  it('takes a list for a document, and a document without a list for a record', () => {
    expect(frameText('\uFEFF[\n {"a":1},\r\n {"b":2}\n]\n')).toEqual([{ a: 1 }, { b: 2 }]);
    expect(frameText('{\n "a": [{"b":1}]\n}\n')).toEqual([{ a: [{ b: 1 }] }]);
    expect(frameText('{}')).toEqual([{}]);
    expect(frameText('{"messages":[]}')).toEqual([]);
    expect(frameText('')).toEqual([]);
  });

  it('gives a record as soon as its last byte is there', () => {
    const framer = createDocumentFramer();
    expect(framer.push(bytesOf('{"id":1,"messages": '))).toEqual([]);
    expect(brief(framer.push(bytesOf('[')))).toEqual([{ id: 1 }]);
    expect(framer.push(bytesOf('{"a":'))).toEqual([]);
    expect(brief(framer.push(bytesOf('1}')))).toEqual([{ a: 1 }]);
    expect(framer.offset).toBe(28);
    expect(framer.push(bytesOf(']}\n'))).toEqual([]);
    expect(framer.offset).toBe(31);
  });

  it('reads documents that follow each other, and says what is none', () => {
    expect(frameText('{"a":1}\n{"messages":[{"b":1}]}\n// no\nhello\n[{"c":1}]')).toEqual([
      { a: 1 },
      { b: 1 },
      'not JSON',
      { c: 1 },
    ]);
    expect(frameText('[1,"a,b",[2,{"c":3}],null,{"d":4}]')).toEqual([
      'not a JSON object',
      'not a JSON object',
      'not a JSON object',
      'not a JSON object',
      { d: 4 },
    ]);
    expect(frameText('[{"a":tru},{"b":1}]')).toEqual(['not JSON', { b: 1 }]);
  });

  it('says what was cut off, and nothing where nothing was', () => {
    expect(frameText('{"id":1,"messages":[{"a":1},{"b"')).toEqual([
      { id: 1 },
      { a: 1 },
      'cut off at the end of the stream',
    ]);
    expect(frameText('{"messages":[{"a":1},')).toEqual([{ a: 1 }]);
    expect(frameText('{"messages":[{"a":1}],')).toEqual([{ a: 1 }]);
    expect(frameText('{"id":')).toEqual(['cut off at the end of the stream']);
  });

  it('skips what is too long, keeps its neighbours, and holds no more than the limit', () => {
    const long = 'x'.repeat(5000);
    const bytes = bytesOf(`{"id":"${long}","messages":[{"a":1},{"b":"${long}"},{"c":1}],"e":2}`);
    for (const size of [1, 7, 64, 100_000]) {
      const framed = frame(
        cuts(
          bytes,
          Array.from({ length: bytes.length / size }, (_, index) => index * size),
        ),
        { limit: 1000 },
      );
      expect(brief(framed)).toEqual([
        'record too long',
        { a: 1 },
        'record too long',
        { c: 1 },
        { e: 2 },
      ]);
    }
  });

  it('gives the records of any document, however it is indented and split', () => {
    fc.assert(
      fc.property(anyDocument, indents, fc.array(fc.nat()), (document, indent, at) => {
        const bytes = bytesOf(JSON.stringify(document, null, indent));
        expect(brief(frame(cuts(bytes, at)))).toEqual(recordsOf(document));
      }),
      { numRuns: 200 },
    );
  });

  it('does not care how any bytes are split', () => {
    const tokens = fc.constantFrom(...'{ } [ ] , : " \\ "messages":[ {"a":1} é \n 7 //'.split(' '));
    fc.assert(
      fc.property(fc.array(tokens), fc.array(fc.nat()), (parts, at) => {
        const bytes = bytesOf(parts.join(''));
        expect(frame(cuts(bytes, at))).toEqual(frame([bytes]));
      }),
      { numRuns: 200 },
    );
  });

  it('goes on from any committed offset as if it had never stopped', () => {
    fc.assert(
      fc.property(anyDocument, indents, (document, indent) => {
        const bytes = bytesOf(`${JSON.stringify(document, null, indent)}\n`);
        const whole = frame([bytes]);
        whole.forEach((item, index) => {
          const rest = frame([bytes.slice(item.end)], { start: item.end });
          expect(rest).toEqual(whole.slice(index + 1));
        });
      }),
    );
  });
});

describe('telling a document from lines', () => {
  it.each([
    ['{\n  "a": 1', 'document'],
    ['{\r\n', null],
    ['{\r\n "', 'document'],
    ['[\n  {', 'document'],
    ['[{"a":1}]', 'document'],
    ['{"a":1}\n', 'lines'],
    ['{ "a":1}\n', 'lines'],
    ['[]\n{"a":1}', 'lines'],
    ['[1]\n', 'lines'],
    ['{', null],
    ['[ ', null],
  ])('%j is %s', (text, framing) => {
    expect(sniffFraming(bytesOf(text))).toBe(framing);
  });

  it('names a framer for each', () => {
    const text = '[{"a":1}]';
    expect(brief(createFramer('document').push(bytesOf(text)))).toEqual([{ a: 1 }]);
    expect(brief(createFramer('lines').push(bytesOf(`${text}\n`)))).toEqual(['not a JSON object']);
    expect(createFramer('sse').push(bytesOf(text))).toEqual([]);
  });
});
