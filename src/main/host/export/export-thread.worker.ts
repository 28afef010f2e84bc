import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { ListedBuild } from '../../../core/build/listed.ts';
import { RatchetError } from '../../../core/errors.ts';
import type { Head } from '../../../core/sync/messages.ts';
import { Reads } from '../store/reads.ts';
import { exportBuild } from './export.ts';

// The thread of one export: see `export-threads.ts`.

/** What it works on. A version that has a number does not change. */
export interface ExportWork {
  readonly database: string;
  readonly build: string;
  readonly head: Head;
  readonly builds: readonly ListedBuild[];
  /** The address that was asked for, and the version of Ratchet. */
  readonly url: string;
  readonly version: string;
}

export type ExportTold =
  | {
      readonly type: 'begun';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
    }
  | { readonly type: 'part'; readonly part: string | Uint8Array }
  | { readonly type: 'end' }
  | {
      readonly type: 'failed';
      readonly code: string;
      readonly message: string;
      readonly retryable: boolean;
    };

/** Characters of one message. */
const SLICE = 64 * 1024;

const work = workerData as ExportWork;
const tell = (told: ExportTold) => parentPort?.postMessage(told, []);

/** Parts that may be told and were not taken yet: the reader sets the pace. */
const reader = { room: 0, resume: () => {} };
parentPort?.on('message', () => {
  reader.room += 1;
  reader.resume();
});

async function tellPart(part: string | Uint8Array): Promise<void> {
  while (reader.room === 0) await new Promise<void>((resolve) => (reader.resume = resolve));
  reader.room -= 1;
  tell({ type: 'part', part });
}

async function run(): Promise<void> {
  const raw = new Database(work.database, { readonly: true, fileMustExist: true });
  try {
    const from = new Reads(raw, drizzle(raw), work.database);
    const url = new URL(work.url);
    const { status, headers, body } = await exportBuild(
      {
        head: () => work.head,
        isPast: (id, { version, digest }) => from.digestAt(id, version) === digest,
        builds: () => [...work.builds],
        payload: (key) => from.payload(key),
        stateAt(id, at) {
          const loaded = from.load(id, at);
          return loaded && { ...loaded.head, state: loaded.state };
        },
        // Few are asked for at once.
        eventsText: (id, after, to) =>
          from.bodies(id, after, to).map((text, index) => ({
            version: after + 1 + index,
            body: text,
          })),
      },
      work.build,
      url,
      work.version,
    );
    tell({ type: 'begun', status, headers });
    let slice = '';
    for await (const part of body as AsyncIterable<string | Uint8Array>) {
      if (typeof part !== 'string') await tellPart(part);
      else if ((slice += part).length >= SLICE) {
        await tellPart(slice);
        slice = '';
      }
    }
    if (slice !== '') await tellPart(slice);
    tell({ type: 'end' });
  } catch (error) {
    if (!(error instanceof RatchetError)) throw error;
    const { code, message, retryable } = error;
    tell({ type: 'failed', code, message, retryable });
  } finally {
    raw.close();
    parentPort?.close();
  }
}

await run();
