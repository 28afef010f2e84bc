import type { FileHandle } from 'node:fs/promises';
import type { SessionReading } from '../../../core/agents/sessions.ts';
import type { ToldTimes } from '../../../core/agents/told-times.ts';
import { sniffFraming } from '../../../core/agents/framing/sniff.ts';
import type { BuildEvent } from '../../../core/build/event.ts';
import type { PublishOptions } from '../processor/publisher.ts';
import type { AgentReader } from './agent-reader.ts';
import type { FileMarks } from './file-marks.ts';
import { HEAD_BYTES, hashOf, readFingerprint, writeFingerprint } from './fingerprint.ts';
import { readAt } from './read-at.ts';

/** Whether a file is one document; null while it does not say. */
export async function isDocument(file: FileHandle): Promise<boolean | null> {
  const framing = sniffFraming(await readAt(file, 0, HEAD_BYTES));
  return framing === null ? null : framing === 'document';
}

export interface DocumentTailOptions {
  readonly marks: FileMarks;
  readonly chunkBytes: number;
  readonly now: () => number;
  /** Where the file is old: times for what tells none. */
  readonly times: () => ToldTimes | null;
  readonly closed: () => boolean;
  /** The file holds another document than the one that was recorded. */
  readonly replaced: () => Promise<void>;
  readonly send: (
    build: string,
    events: readonly BuildEvent[],
    options: PublishOptions,
  ) => Promise<unknown>;
}

/**
 * Follows a document that is written anew with every change. How far it was read says nothing then,
 * so it is read from its start each time, and every event is published under a key of what it says:
 * what was recorded before, in an earlier run too, is answered as a duplicate. The first event names
 * the document: another one is another build.
 */
export class DocumentTail {
  readonly #options: DocumentTailOptions;
  /** Keys that are known to be recorded, by build: those need not be sent again. */
  readonly #told = new Map<string, Set<string>>();

  constructor(options: DocumentTailOptions) {
    this.#options = options;
  }

  /**
   * Reads the file from its start and records what is new.
   * @param reader a new one
   * @param whole names the file as it is now: recorded with its end, so that it is not read again
   * @returns bytes read
   */
  async read(file: FileHandle, reader: AgentReader, whole: string): Promise<number> {
    const { marks, chunkBytes, now, closed } = this.#options;
    const times = this.#options.times();
    const timed = (readings: readonly SessionReading[]) => times?.take(readings) ?? readings;
    const pass = { reader, counts: new Map<string, number>(), identity: null as string | null };
    marks.again();
    let offset = 0;
    while (!closed() && !reader.ignored) {
      const chunk = await readAt(file, offset, chunkBytes);
      if (chunk.length === 0) break;
      offset += chunk.length;
      await this.#record(pass, timed(reader.push(chunk, now())));
    }
    // A document that said too little for its format to be known says no more until it is written anew.
    await this.#record(pass, timed(reader.quiet(now(), false)));
    await this.#record(pass, times?.rest() ?? []);
    const { first } = marks;
    if (first && pass.identity !== null && !closed() && !reader.ignored) {
      const fingerprint = printOf(pass, whole);
      await this.#options.send(first.build, [], {
        source: { id: first.id, offset: first.committed, fingerprint },
      });
    }
    return offset;
  }

  /** Handed over one after the other, and waited for together: they share a commit. */
  async #record(pass: Pass, readings: readonly SessionReading[]): Promise<void> {
    const sent: Promise<void>[] = [];
    for (const reading of readings) {
      const [first] = reading.events;
      if (!first) continue;
      if (pass.identity === null) await this.#identify(pass, first);
      sent.push(this.#send(pass, reading));
    }
    await Promise.all(sent);
  }

  async #identify(pass: Pass, first: BuildEvent): Promise<void> {
    const { marks, replaced } = this.#options;
    pass.identity = hashOf(bytesOf(first));
    const stored = marks.stored && readFingerprint(marks.stored.fingerprint);
    if (stored && stored.headHash !== pass.identity) await replaced();
  }

  async #send(pass: Pass, { session, events, end }: SessionReading): Promise<void> {
    const { marks, send } = this.#options;
    const mark = marks.of(session, pass.reader.format ?? 'unknown');
    const source = { id: mark.id, offset: end, fingerprint: printOf(pass, '') };
    const told = this.#told.get(mark.build) ?? new Set();
    this.#told.set(mark.build, told);
    const sent = events.map(async (event) => {
      const key = keyOf(pass, mark.build, event);
      if (told.has(key)) return;
      await send(mark.build, [event], { key, source });
      told.add(key);
    });
    await Promise.all(sent);
    mark.committed = end;
  }
}

interface Pass {
  readonly reader: AgentReader;
  /** How often each event was told in this pass: a document may say the same twice. */
  readonly counts: Map<string, number>;
  identity: string | null;
}

/** @param whole names the file where it is recorded to its end; else empty */
function printOf(pass: Pass, whole: string): string {
  return writeFingerprint({
    format: pass.reader.format ?? 'unknown',
    headHash: pass.identity ?? '',
    tailBytes: 0,
    tailHash: whole,
    open: false,
  });
}

function keyOf(pass: Pass, build: string, event: BuildEvent): string {
  const hash = hashOf(bytesOf(event));
  const name = `${build} ${hash}`;
  const count = (pass.counts.get(name) ?? 0) + 1;
  pass.counts.set(name, count);
  return `document:${hash}:${count}`;
}

/** What an event says; its time may be that of its arrival, and a duration of 0 says that none is known. */
function bytesOf(event: BuildEvent): Buffer {
  const isUntimed = event.kind === 'tool.ended' && event.durationMs === 0;
  return Buffer.from(
    JSON.stringify({ ...event, at: 0, ...(isUntimed && { durationMs: undefined }) }),
  );
}
