import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Framed, FramerOptions } from './framed.ts';
import { createLineFramer } from './lines.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

function frame(chunks: readonly Uint8Array[], options: FramerOptions = {}): Framed[] {
  const framer = createLineFramer(options);
  return [...chunks.flatMap((chunk) => framer.push(chunk)), ...framer.finish()];
}

/** Kind, and the record or the reason: what the tests compare. */
const brief = (framed: readonly Framed[]) =>
  framed.map((item) =>
    item.kind === 'record' ? item.value : item.kind === 'bad' ? item.reason : item.kind,
  );

const frameText = (text: string) => brief(frame([bytesOf(text)]));

/** Cuts bytes at arbitrary places. */
const cuts = (bytes: Uint8Array, at: readonly number[]) => {
  const places = [...at.map((place) => place % (bytes.length + 1)), 0, bytes.length];
  const sorted = [...new Set(places)].sort((a, b) => a - b);
  return sorted.slice(1).map((to, index) => bytes.slice(sorted[index], to));
};

describe('lines', () => {
  it('passes over blank lines, comments, a byte order mark and carriage returns', () => {
    expect(frameText('\uFEFF{"a":1}\r\n\r\n  \n// a comment\n{"b":2}\r\n')).toEqual([
      { a: 1 },
      { b: 2 },
    ]);
  });

  it('says what is no record, with how it begins and how long it is', () => {
    expect(frame([bytesOf('null\n[1]\n"text"\n12\nhello\n')])).toEqual([
      { kind: 'bad', reason: 'not a JSON object', preview: 'null', bytes: 4, end: 5 },
      { kind: 'bad', reason: 'not a JSON object', preview: '[1]', bytes: 3, end: 9 },
      { kind: 'bad', reason: 'not a JSON object', preview: '"text"', bytes: 6, end: 16 },
      { kind: 'bad', reason: 'not a JSON object', preview: '12', bytes: 2, end: 19 },
      { kind: 'bad', reason: 'not JSON', preview: 'hello', bytes: 5, end: 25 },
    ]);
  });

  it('takes objects apart that are glued on one line', () => {
    expect(frameText('{"a":"}{"}{"b":{"c":"é\\""}} {"d":1}\n{"e":2}\n')).toEqual([
      { a: '}{' },
      { b: { c: 'é"' } },
      { d: 1 },
      { e: 2 },
    ]);
  });

  it('keeps the neighbours of junk within a line', () => {
    expect(frameText('{"a":1}junk{"b":2}\n')).toEqual([{ a: 1 }, 'not JSON', { b: 2 }]);
    expect(frameText('{"a":1}trailing\n')).toEqual([{ a: 1 }, 'not JSON']);
  });

  it('finds the record that follows one that was cut off', () => {
    expect(frameText('{"type":"x","text":"half a sen{"type":"y","in":{"n":1}}\n')).toEqual([
      'not JSON',
      { type: 'y', in: { n: 1 } },
    ]);
  });

  it('never takes a part of a record for a record', () => {
    expect(frameText('{"message":{"usage":{"input":1}\n{"b":1}\n')).toEqual(['not JSON', { b: 1 }]);
  });

  it('waits for the newline, and takes the rest only at the end', () => {
    const framer = createLineFramer();
    expect(framer.push(bytesOf('{"a":1}'))).toEqual([]);
    expect(framer.offset).toBe(0);
    expect(framer.push(bytesOf('\n{"b"'))).toEqual([{ kind: 'record', value: { a: 1 }, end: 8 }]);
    expect(framer.offset).toBe(8);
    expect(brief(framer.finish())).toEqual(['cut off at the end of the stream']);
    expect(brief(frame([bytesOf('{"a":1}')]))).toEqual([{ a: 1 }]);
  });

  it('replaces invalid UTF-8 within a record, and calls it bad only when it is no JSON then', () => {
    const inText = Uint8Array.from([...bytesOf('{"a":"'), 0xff, 0xc3, ...bytesOf('"}\n')]);
    expect(brief(frame([inText]))).toEqual([{ a: '\uFFFD\uFFFD' }]);
    expect(brief(frame([Uint8Array.from([0xff, 0xfe, 0x0a])]))).toEqual(['not JSON']);
  });

  it('skips a line over the limit, keeps its neighbours, and holds no more than the limit', () => {
    const long = `{"a":"${'x'.repeat(5000)}"}`;
    const bytes = bytesOf(`{"b":1}\n${long}\n{"c":2}\n`);
    for (const size of [1, 7, 64, 100_000]) {
      const chunks = [];
      for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.slice(at, at + size));
      const framed = frame(chunks, { limit: 1000 });
      expect(brief(framed)).toEqual([{ b: 1 }, 'line too long', { c: 2 }]);
      expect(framed[1]).toMatchObject({ bytes: long.length, end: 8 + long.length + 1 });
      expect(framed[1]).toHaveProperty('preview', long.slice(0, 160));
    }
  });

  it('copes with a line of 100 MB at the default limit', () => {
    const framer = createLineFramer();
    const chunk = new Uint8Array(1024 * 1024).fill(0x78);
    expect(framer.push(bytesOf('{"before":1}\n'))).toHaveLength(1);
    for (let count = 0; count < 100; count += 1) expect(framer.push(chunk)).toEqual([]);
    const framed = framer.push(bytesOf('\n{"after":1}\n'));
    expect(brief(framed)).toEqual(['line too long', { after: 1 }]);
    expect(framed[0]).toMatchObject({ bytes: 100 * 1024 * 1024 });
  });

  it('does not care how the bytes are split', () => {
    const lines = fc.array(
      fc.oneof(
        fc.json().map((text) => text.replaceAll('\n', ' ')),
        fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify({ text })),
        fc.constantFrom('', '// no', '{"a":1}{"b":"é"}', '{"cut":"o{"a":1}', 'junk', '[]', '\r'),
      ),
    );
    fc.assert(
      fc.property(lines, fc.array(fc.nat()), fc.boolean(), (texts, at, ends) => {
        const bytes = bytesOf(texts.join('\n') + (ends ? '\n' : ''));
        expect(frame(cuts(bytes, at))).toEqual(frame([bytes]));
      }),
    );
  });

  it('goes on from any committed offset as if it had never stopped', () => {
    const bytes = bytesOf('{"a":1}\n{"b":"é"}{"c":2}\n\n// x\nnull\n{"d":3}\n');
    const whole = frame([bytes]);
    whole.forEach((item, index) => {
      const rest = frame([bytes.slice(item.end)], { start: item.end });
      expect(rest).toEqual(whole.slice(index + 1));
    });
  });
});
