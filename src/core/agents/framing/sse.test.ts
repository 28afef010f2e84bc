import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Framed, FramerOptions } from './framed.ts';
import { sniffFraming } from './sniff.ts';
import { createSseFramer } from './sse.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

function frame(chunks: readonly Uint8Array[], options: FramerOptions = {}): Framed[] {
  const framer = createSseFramer(options);
  return [...chunks.flatMap((chunk) => framer.push(chunk)), ...framer.finish()];
}

const brief = (framed: readonly Framed[]) =>
  framed.map((item) =>
    item.kind === 'record' ? item.value : item.kind === 'bad' ? item.reason : item.kind,
  );

const stream =
  ': hello\n\ndata: {"a":1}\n\nevent: x\nid: 4\ndata: {"b":"é"}\n\n' +
  'data: {"c":\ndata: 3}\n\ndata: junk\n\ndata: [1]\n\nretry: 10\n\ndata: [DONE]\n\n';

describe('event streams', () => {
  const expected = [{ a: 1 }, { b: 'é' }, { c: 3 }, 'not JSON', 'not a JSON object', 'done'];

  it.each([
    ['\n', stream],
    ['\r\n', stream.replaceAll('\n', '\r\n')],
    ['\r', stream.replaceAll('\n', '\r')],
    ['a byte order mark', `\uFEFF${stream}`],
  ])('reads frames that end with %j', (_name, text) => {
    expect(brief(frame([bytesOf(text)]))).toEqual(expected);
    const bytewise = [...bytesOf(text)].map((byte) => Uint8Array.of(byte));
    expect(brief(frame(bytewise))).toEqual(expected);
  });

  it('does not care how the bytes are split', () => {
    const text = stream.replace('\n\n', '\r\n\r\n');
    const bytes = bytesOf(text);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length)), (at) => {
        const sorted = [...new Set([0, ...at, bytes.length])].sort((a, b) => a - b);
        const chunks = sorted.slice(1).map((to, index) => bytes.slice(sorted[index], to));
        expect(brief(frame(chunks))).toEqual(expected);
      }),
    );
  });

  it('goes on from any committed offset as if it had never stopped', () => {
    for (const text of [stream, stream.replaceAll('\n', '\r\n')]) {
      const bytes = bytesOf(text);
      const whole = frame([bytes]);
      whole.forEach((item, index) => {
        const rest = frame([bytes.slice(item.end)], { start: item.end });
        expect(rest).toEqual(whole.slice(index + 1));
      });
    }
  });

  it('takes the last frame without its blank line only at the end', () => {
    const framer = createSseFramer();
    expect(framer.push(bytesOf('data: {"a":1}\n'))).toEqual([]);
    expect(brief(framer.finish())).toEqual([{ a: 1 }]);
    expect(brief(frame([bytesOf('data: {"a":')]))).toEqual(['cut off at the end of the stream']);
  });

  it('skips a frame over the limit and keeps its neighbours', () => {
    const long = `data: "${'x'.repeat(3000)}"\n`;
    const text = `data: {"a":1}\n\n${long}\ndata: {"b":2}\n\n${'data: 12345\n'.repeat(300)}\ndata: {"c":3}\n\n`;
    expect(brief(frame([bytesOf(text)], { limit: 1000 }))).toEqual([
      { a: 1 },
      'frame too long',
      { b: 2 },
      'frame too long',
      { c: 3 },
    ]);
  });
});

describe('telling lines from an event stream', () => {
  it.each([
    ['data: {}\n', 'sse'],
    ['\uFEFF\n: ping\n', 'sse'],
    ['event: x', 'sse'],
    ['{"data":1}', 'lines'],
    ['// comment', 'lines'],
    ['dataset', 'lines'],
    ['', null],
    ['\n\n', null],
    ['dat', null],
  ] as const)('%j is %s', (text, framing) => {
    expect(sniffFraming(bytesOf(text))).toBe(framing);
  });
});
