import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { anyEvent } from '../../../../test/support/arbitrary.ts';
import { textEvent } from '../../../../test/support/events.ts';
import { bundle, inParts, linesIn, reopen, reopenerOf } from '../../../../test/support/export.ts';
import { eventsOf, openEngine, temporary } from '../../../../test/support/rig.ts';
import { githubToken } from '../../../../test/support/secrets.ts';
import type { BuildEvent } from '../../../core/build/event.ts';
import { canonicalHash } from '../../../core/sync/digest.ts';
import type { Engine } from '../engine.ts';
import { headerSchema } from './format.ts';

let place: Awaited<ReturnType<typeof temporary>>;
let here: Engine;
let there: Engine;
beforeEach(async () => {
  place = await temporary();
  here = openEngine(join(place.path, 'here'));
  there = openEngine(join(place.path, 'there'));
});
afterEach(async () => {
  await here.close();
  await there.close();
  await place[Symbol.asyncDispose]();
});

const hashOf = (engine: Engine, build: string, version?: number) =>
  canonicalHash(engine.stateAt(build, version)?.state);
const headerOf = (file: Buffer) => headerSchema.parse(JSON.parse(linesIn(file)[0] ?? ''));

const output = (call: string, text: string): BuildEvent => ({
  kind: 'tool.output',
  at: 1,
  call,
  output: { as: 'text', text },
});

test('a bundle reopens with the same digests and the same states', async () => {
  let count = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(anyEvent, { minLength: 1, maxLength: 40 }), async (events) => {
      const id = `b${(count += 1)}`;
      await here.processor.publish(id, events);
      const file = await bundle(here, id);
      const reopened = await reopen(there, file);
      const { version, digest } = here.head(id);
      expect(reopened).toMatchObject({ version, digest, events: version });
      expect(reopened.build).toBe(`bundle-${id}-${digest}`);
      for (const at of [1, Math.ceil(version / 2), version]) {
        expect(hashOf(there, reopened.build, at)).toBe(hashOf(here, id, at));
      }
    }),
    { numRuns: 50 },
  );
});

test('one that redaction made longer reopens too', async () => {
  const secrets = 'PASSWORD=a1b2c3 \n'.repeat(900);
  await here.processor.publish('a', [output('c', secrets), textEvent('one')]);
  const reopened = await reopen(there, await bundle(here, 'a', { keepSecrets: false }));
  expect(reopened).toMatchObject({ events: 2 });
  const [first] = eventsOf(there, reopened.build);
  expect(first).toMatchObject({ output: { as: 'cut', lines: 901 } });
  expect(JSON.stringify(first)).not.toContain('a1b2c3');
});

test('opened twice it adds nothing, and where it was recorded it is a build of its own', async () => {
  await here.processor.publish('a', [textEvent('one'), textEvent('two')]);
  const file = await bundle(here, 'a');
  const first = await reopen(here, file);
  const second = await reopen(here, file);
  expect(first).toMatchObject({ events: 2, version: 2 });
  expect(second).toEqual({ ...first, events: 0 });
  expect(
    here
      .builds()
      .map(({ id }) => id)
      .sort(),
  ).toEqual(['a', first.build]);
  // And a bundle of the reopened build is the same build again.
  expect((await reopen(here, await bundle(here, first.build))).build).toBe(first.build);
});

test('bundles of one build at two versions, or of two histories, are builds of their own', async () => {
  await here.processor.publish('a', [textEvent('one')]);
  const early = await bundle(here, 'a');
  await here.processor.publish('a', [textEvent('two')]);
  const late = await bundle(here, 'a');
  await there.processor.publish('a', [textEvent('other')]);
  const other = await bundle(there, 'a');
  const reopener = reopenerOf(there);
  const opened = await Promise.all(
    [early, late, other, late].map((file) => reopener.reopen(inParts(file))),
  );
  expect(new Set(opened.map(({ build }) => build)).size).toBe(3);
  expect(there.head('a').version).toBe(1);
});

test('so do those of bodies with many parts, without their secrets', async () => {
  const part = (letter: string) =>
    ({ as: 'text', text: `${letter} ${githubToken}\n`.repeat(2000) }) as const;
  const parts = Array.from({ length: 20 }, (_, at) => part(`p${at}`));
  await here.processor.publish('a', [
    { kind: 'user.message', at: 1, text: 'look', attachments: [{ as: 'parts', parts }, part('q')] },
  ]);
  const whole = await reopen(there, await bundle(here, 'a'));
  expect(eventsOf(there, whole.build)).toEqual(eventsOf(here, 'a'));
  const redacted = await reopen(there, await bundle(here, 'a', { keepSecrets: false }));
  const text = JSON.stringify(eventsOf(there, redacted.build));
  const keys = [...text.matchAll(/"payload":"(\w+)"/g)].map(([, key = '']) => key);
  expect(keys).toHaveLength(21);
  for (const key of keys) {
    const body = there.payload(key)?.body.toString() ?? '';
    expect(body.split('[redacted:github-token]')).toHaveLength(2001);
  }
  expect(text).not.toContain(githubToken);
});

test('payloads come along, once each', async () => {
  const text = 'Größe\n'.repeat(10_000);
  const image = { as: 'image', mime: 'image/png', base64: 'iVBORw0K'.repeat(4000) } as const;
  const json = { as: 'json', json: { list: Array.from({ length: 9000 }, (_, at) => at) } } as const;
  const control = '\u0000\u0001'.repeat(20_000);
  await here.processor.publish('a', [
    { kind: 'tool.started', at: 1, call: 'c', name: 'Bash', input: json },
    output('c', text),
    output('c', text),
    output('c', control),
    { kind: 'tool.ended', at: 1, call: 'c', outcome: 'succeeded', output: image },
  ]);
  const file = await bundle(here, 'a');
  expect(linesIn(file).filter((line) => line.startsWith('{"payload"'))).toHaveLength(4);
  const { build } = await reopen(there, file);
  const keys = eventsOf(there, build).map(
    (event) => JSON.stringify(event).match(/"payload":"(\w+)"/)?.[1],
  );
  expect(keys).toHaveLength(5);
  for (const key of keys) expect(there.payload(key ?? '')).toEqual(here.payload(key ?? ''));
  expect(there.payload(keys[1] ?? '')?.body.toString()).toBe(text);
});

test('a picture of many megabytes comes along', async () => {
  const base64 = 'iVBORw0K'.repeat(2_000_000);
  const image = { as: 'image', mime: 'image/png', base64 } as const;
  await here.processor.publish('a', [{ kind: 'tool.output', at: 1, call: 'c', output: image }]);
  const { build } = await reopen(there, await bundle(here, 'a'), { ratio: 10_000 });
  const [event] = eventsOf(there, build);
  const key = /"payload":"(\w+)"/.exec(JSON.stringify(event))?.[1] ?? '';
  expect(there.payload(key)?.body).toHaveLength(12_000_000);
});

test('events keep their dates, whatever the clock says here', async () => {
  await here.processor.publish('a', [textEvent('x', 'b', 8e15)], { recorded: { payloads: [] } });
  const file = await bundle(here, 'a');
  expect(await reopen(there, file)).toMatchObject(here.head('a'));
});

test('a bundle that does not tell of sub-agents is opened as well', async () => {
  await here.processor.publish('a', [textEvent('x')]);
  const header = headerOf(await bundle(here, 'a'));
  expect(header.subAgents).toEqual({ leftOut: 0 });
  const { subAgents: _, ...older } = header;
  expect(headerSchema.parse(older)).toEqual(older);
});

test('by default no secret leaves, and the header says what was found', async () => {
  const long = `${'line\n'.repeat(5000)}${githubToken}\n${'line\n'.repeat(5000)}`;
  await here.processor.publish('a', [
    { kind: 'build.started', at: 1, cwd: '/home/ada/src', title: `use ${githubToken}` },
    textEvent(githubToken.slice(0, 10)),
    textEvent(githubToken.slice(10)),
    output('c', long),
    // The preview ends in the middle of it.
    output('d', `${'x'.repeat(4080)} ${githubToken} ${'line\n'.repeat(5000)}`),
  ]);
  const file = await bundle(here, 'a', { keepSecrets: false });
  const all = linesIn(file).join('\n');
  expect(all).not.toContain(githubToken.slice(0, 12));
  expect(all).not.toContain(githubToken.slice(12));
  expect(all).not.toContain('ada');
  const { redacted } = headerOf(file);
  expect(redacted).toEqual([
    {
      kind: 'github-token',
      count: 4,
      places: [
        { version: 1, field: 'title' },
        { version: 4, field: 'payload' },
        { version: 5, field: 'payload' },
        { version: 2, field: 'text' },
      ],
    },
    { kind: 'home-path', count: 1, places: [{ version: 1, field: 'cwd' }] },
  ]);
  const { build } = await reopen(there, file);
  expect(there.stateAt(build)?.state).toMatchObject({ cwd: '~/src', version: 5 });
  const [, , , cut] = eventsOf(there, build);
  expect(cut).toMatchObject({ output: { as: 'cut', lines: 10_002 } });
});

test('what was cut and is not there any more may end in half a secret, which goes', async () => {
  const preview = `words ${githubToken.slice(0, 9)}`;
  const cut = {
    as: 'cut',
    mime: 'text/plain',
    bytes: 9,
    lines: 1,
    preview,
    payload: 'gone',
  } as const;
  await here.processor.publish('a', [{ kind: 'tool.output', at: 1, call: 'c', output: cut }]);
  expect(linesIn(await bundle(here, 'a', { keepSecrets: false }))[1]).toContain('"words "');
});
