import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

// The thread of `LogMover`. It imports no more than it needs: each thread has its own copy.

export type Asked = 'move' | 'end';
export type Told = 'moved' | { readonly failed: string };

/** Each has less left to move than the one before it; where commits never cease, the last one leaves some. */
const PASSES = 4;

/** Pages: what SQLite answers to `wal_checkpoint`. */
interface Places {
  readonly log: number;
  readonly checkpointed: number;
}

const raw = new Database(String(workerData), { fileMustExist: true, timeout: 0 });
// As the writer has it: the log is synced before it is moved, and the file before the log is begun anew.
raw.pragma('synchronous = FULL');
raw.pragma('wal_autocheckpoint = 0');
const move = raw.prepare('PRAGMA wal_checkpoint(PASSIVE)');
const look = raw.prepare<[], Places>('PRAGMA wal_checkpoint(NOOP)');

parentPort?.on('message', (asked: Asked) => {
  if (asked === 'end') {
    raw.close();
    parentPort?.close();
    return;
  }
  parentPort?.postMessage(moveAll(), []);
});

function moveAll(): Told {
  try {
    for (let pass = 0; pass < PASSES; pass += 1) {
      move.get();
      const places = look.get();
      if (places?.log === places?.checkpointed) break;
    }
    return 'moved';
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}
