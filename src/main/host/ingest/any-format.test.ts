import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryPublisher } from '../../../../test/support/memory-publisher.ts';
import { type Stream, streams } from '../../../../test/support/streams.ts';
import { tailOf } from '../../../../test/support/tail.ts';

/** The logs of all builds: how long each is, and the digest of all that stands in it. */
const logsOf = (publisher: MemoryPublisher) =>
  Object.fromEntries(
    [...publisher.logs].map(([build, { events, digest }]) => [build, [events.length, digest]]),
  );

/** The same without the time of arrival, which is later where a file rests. */
const bodiesOf = (publisher: MemoryPublisher) =>
  Object.fromEntries(
    [...publisher.logs].map(([build, { events }]) => [
      build,
      events.map((event) => JSON.stringify({ ...event, at: 0 })),
    ]),
  );

const NEWLINE = 10;

async function inFolder<T>(use: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'ratchet-test-'));
  try {
    // Builds of files are named by their path: it is the same for every reading.
    return await use(join(folder, 'session.jsonl'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Reads what a file holds now, in a process of its own. */
async function readOnce(file: string, publisher: MemoryPublisher, chunkBytes?: number) {
  const { look, rest, tail } = tailOf(file, publisher, chunkBytes ? { chunkBytes } : {});
  await look();
  await rest(4);
  await tail.close();
}

async function uninterrupted<T>(
  { bytes }: Stream,
  file: string,
  shown: (publisher: MemoryPublisher) => T,
): Promise<T> {
  const publisher = new MemoryPublisher();
  await writeFile(file, bytes);
  await readOnce(file, publisher);
  return shown(publisher);
}

const small = streams.filter(({ bytes }) => bytes.length < 50_000);
const growing = streams.filter(({ framing }) => framing !== 'document');

describe.each(streams.map((stream) => [stream.name, stream] as const))('%s', (_name, stream) => {
  it('read again, by any number of processes, is nothing new', () =>
    inFolder(async (file) => {
      const publisher = new MemoryPublisher();
      await writeFile(file, stream.bytes);
      await readOnce(file, publisher);
      const logs = logsOf(publisher);
      expect(Object.keys(logs)).not.toEqual([]);
      await readOnce(file, publisher);
      await readOnce(file, publisher, 100);
      expect(logsOf(publisher)).toEqual(logs);
    }));
});

describe.each(
  growing
    .filter((stream) => small.includes(stream))
    .map((stream) => [stream.name, stream] as const),
)('%s', (_name, stream) => {
  const { bytes } = stream;

  it('cut at any bytes, with a restart at each, leads to the same logs', () =>
    inFolder(async (file) => {
      const whole = await uninterrupted(stream, file, logsOf);
      const places = fc.array(fc.nat(bytes.length), { minLength: 1, maxLength: 4 });
      await fc.assert(
        fc.asyncProperty(places, async (cuts) => {
          const publisher = new MemoryPublisher();
          const ends = [...new Set([...cuts, bytes.length])].sort((a, b) => a - b);
          await writeFile(file, '');
          let from = 0;
          for (const to of ends) {
            await appendFile(file, bytes.slice(from, to));
            from = to;
            const { look, tail } = tailOf(file, publisher);
            await look();
            await tail.close();
          }
          await readOnce(file, publisher);
          expect(logsOf(publisher)).toEqual(whole);
        }),
        { numRuns: 5 },
      );
    }));

  it('so it does when the file rests at each cut, and what seems whole is taken', () =>
    inFolder(async (file) => {
      const publisher = new MemoryPublisher();
      const whole = await uninterrupted(stream, file, bodiesOf);
      await writeFile(file, '');
      const lineEnds = [...bytes.keys()].filter((at) => bytes[at] === NEWLINE);
      const cuts = lineEnds.filter((_, index) => index % Math.ceil(lineEnds.length / 6) === 1);
      let from = 0;
      for (const to of [...cuts, bytes.length]) {
        await appendFile(file, bytes.slice(from, to));
        from = to;
        await readOnce(file, publisher);
      }
      expect(bodiesOf(publisher)).toEqual(whole);
    }));
});
