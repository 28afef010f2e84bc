import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { textEvent } from '../../../../test/support/events.ts';
import { bundle, fileOf, linesIn, reopen } from '../../../../test/support/export.ts';
import { openEngine, temporary } from '../../../../test/support/rig.ts';
import { RatchetError } from '../../../core/errors.ts';
import { GENESIS, nextDigest } from '../../../core/sync/digest.ts';
import type { Engine } from '../engine.ts';

let place: Awaited<ReturnType<typeof temporary>>;
let engine: Engine;
let whole: Buffer;
beforeEach(async () => {
  place = await temporary();
  engine = openEngine(place.path);
  await engine.processor.publish('a', [
    textEvent('one'),
    { kind: 'tool.output', at: 1, call: 'c', output: { as: 'text', text: 'long '.repeat(9000) } },
    textEvent('two'),
  ]);
  whole = await bundle(engine, 'a');
});
afterEach(async () => {
  await engine.close();
  await place[Symbol.asyncDispose]();
});

async function refusal(file: Uint8Array, limits = {}): Promise<string> {
  const error: unknown = await reopen(engine, file, limits).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(RatchetError);
  expect(engine.builds().map(({ id }) => id)).toEqual(['a']);
  return (error as RatchetError).code;
}

test('a bundle that ends anywhere before its end is refused', async () => {
  for (let length = 0; length < whole.length; length += 1 + Math.floor(length / 20)) {
    const code = await refusal(whole.subarray(0, length));
    expect(['bundle-cut-off', 'not-a-bundle']).toContain(code);
  }
  const lines = linesIn(whole);
  for (let count = 1; count < lines.length; count += 1) {
    expect(await refusal(fileOf(lines.slice(0, count)))).toBe('bundle-cut-off');
  }
});

test('one in which any byte was changed is refused', async () => {
  // The first ten bytes are gzip's own header, most of which means nothing.
  for (let at = 10; at < whole.length; at += 7) {
    const changed = Buffer.from(whole);
    changed[at] = (changed[at] ?? 0) ^ 0x55;
    expect(await refusal(changed)).toMatch(/^(bundle-|not-a-bundle)/);
  }
});

test.each([
  ['a letter in a text', (lines: string[]) => lines.map((line) => line.replace('two', 'tow'))],
  ['an event left out', (lines: string[]) => lines.filter((line) => !line.includes('"one"'))],
  ['an event twice', ([head = '', event = '', ...rest]: string[]) => [head, event, event, ...rest]],
  [
    'two lines exchanged',
    ([head = '', a = '', b = '', ...rest]: string[]) => [head, b, a, ...rest],
  ],
  ['a line after the end', (lines: string[]) => [...lines, '{"event":{}}']],
  ['a line of no kind', ([head = '', ...rest]: string[]) => [head, '{"else":1}', ...rest]],
  ['a line that is no JSON', ([head = '', ...rest]: string[]) => [head, 'nothing', ...rest]],
  [
    'an event that is none',
    ([head = '', ...rest]: string[]) => [head, '{"event":{"kind":"x"}}', ...rest],
  ],
  [
    'another body under the name of a payload',
    (lines: string[]) => lines.map((line) => line.replace('"text":"long', '"text":"lang')),
  ],
  [
    'a payload that no event names',
    ([head = '', ...rest]: string[]) => [
      head,
      rest.find((line) => line.includes('"payload":"')) ?? '',
      ...rest,
    ],
  ],
  [
    'a header without its fields',
    ([, ...rest]: string[]) => ['{"ratchet":"bundle","format":1}', ...rest],
  ],
])('%s is a damage', async (_name, change) => {
  expect(await refusal(fileOf(change(linesIn(whole))))).toBe('bundle-damaged');
});

test.each([
  ['an empty file', Buffer.alloc(0), 'not-a-bundle'],
  ['no gzip', Buffer.from('{"type":"user"}\n'), 'not-a-bundle'],
  ['gzip of something else', gzipSync('{"type":"user"}\n'), 'not-a-bundle'],
  ['gzip of bytes', gzipSync(Buffer.alloc(100, 200)), 'bundle-cut-off'],
  ['a newer format', gzipSync('{"ratchet":"bundle","format":2,"new":true}\n'), 'bundle-newer'],
])('%s is told apart', async (_name, file, code) => {
  expect(await refusal(file)).toBe(code);
});

test('what a bundle may take is bounded', async () => {
  const bomb = fileOf([...linesIn(whole).slice(0, 1), ' '.repeat(3_000_000)]);
  expect(await refusal(bomb, { ratio: 20, slack: 100_000 })).toBe('bundle-too-large');
  expect(await refusal(bomb, { expanded: 1_000_000 })).toBe('bundle-too-large');
  expect(await refusal(bomb, { line: 1_000_000 })).toBe('bundle-too-large');
  expect(await refusal(whole, { file: 300 })).toBe('bundle-too-large');
});

test('what is set apart from one event is bounded too: it is held until the event is read', async () => {
  const bodies = Array.from({ length: 40 }, (_, index) => `${index} `.repeat(9000));
  const parts = bodies.map((text) => ({ as: 'text' as const, text }));
  const attachments = [
    { as: 'parts' as const, parts: parts.slice(0, 20) },
    { as: 'parts' as const, parts: parts.slice(20) },
  ];
  await engine.processor.publish('a', [{ kind: 'user.message', at: 1, text: 'look', attachments }]);
  const file = await bundle(engine, 'a');
  expect(await refusal(file, { line: 200_000 })).toBe('bundle-too-large');
  expect(await reopen(engine, file, { line: 2_000_000 })).toMatchObject({ events: 4 });
});

test('an event that would not be recorded as it is is a damage, and no build is left of it', async () => {
  const large = { as: 'text', text: 'large '.repeat(9000) };
  const event = { kind: 'tool.output', at: 1, call: 'c', output: large };
  const [head = ''] = linesIn(whole);
  const bytes = `${head}\n${JSON.stringify({ event })}\n`;
  const end = {
    events: 1,
    payloads: 0,
    digest: nextDigest(GENESIS, JSON.stringify(event)),
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
  expect(await refusal(gzipSync(`${bytes}${JSON.stringify({ end })}\n`))).toBe('bundle-damaged');
});

test('a build of that name that holds something else is left as it is', async () => {
  const { build, version } = await reopen(engine, whole);
  await engine.processor.publish(build, [textEvent('more')]);
  await expect(reopen(engine, whole)).rejects.toMatchObject({ code: 'bundle-differs' });
  expect(engine.head(build).version).toBe(version + 1);
});

test('one that was recorded in part goes on from there', async () => {
  const { build, digest } = await reopen(engine, whole);
  const other = openEngine(`${place.path}-other`);
  await other.processor.publish(build, [textEvent('one')]);
  expect(await reopen(other, whole)).toMatchObject({ build, digest, events: 2, version: 3 });
  await other.close();
});
