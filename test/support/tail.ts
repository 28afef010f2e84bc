import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { AgentReader } from '../../src/main/host/ingest/agent-reader.ts';
import { FileTail } from '../../src/main/host/ingest/file-tail.ts';
import type { TailOptions } from '../../src/main/host/ingest/tail-options.ts';
import { MemoryPublisher } from './memory-publisher.ts';
import { temporary, testFormats } from './rig.ts';
import { VirtualTime } from './world.ts';

type Extra = Partial<Omit<TailOptions, 'newReader'>> & {
  limit?: number;
  unknown?: 'keep' | 'ignore';
};

/** A tail on a clock that stands still: it looks when it is poked, and when the clock is moved. */
export function tailOf(path: string, publisher: MemoryPublisher, extra: Extra = {}) {
  const time = new VirtualTime();
  const world = { now: () => time.now, after: time.after };
  const { limit, unknown = 'keep', ...options } = extra;
  const newReader = (format: string | undefined) =>
    new AgentReader({ formats: testFormats, format, unknown, limit });
  const base = { path, publisher, sources: publisher, newReader, world };
  const tail = new FileTail({ ...base, ...options });
  onTestFinished(() => tail.close());
  /** Looks at the file, and waits for everything that follows from it. */
  const look = async () => {
    tail.poke();
    await tail.idle();
    return tail.report.status;
  };
  /** Lets so many quiet looks pass. */
  const rest = async (looks: number) => {
    for (let count = 0; count < looks; count += 1) {
      time.advance(60_000);
      await tail.idle();
    }
  };
  return { tail, look, rest, time };
}

export async function tailScene() {
  const place = await temporary();
  onTestFinished(() => place[Symbol.asyncDispose]());
  return { file: join(place.path, 'session.jsonl'), publisher: new MemoryPublisher() };
}

export const only = (publisher: MemoryPublisher): string => {
  expect(publisher.logs.size).toBe(1);
  return [...publisher.logs.keys()][0] ?? '';
};
export const reasonOf = (status: { phase: string }) =>
  'reason' in status ? status.reason : status.phase;
