import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { basename } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { adapters } from '../../core/agents/registry.ts';
import type { BuildEventOf } from '../../core/build/event.ts';
import { messageOf } from '../../core/errors.ts';
import { newFormats } from '../../main/host/ingest/agent-formats.ts';
import { newBuildId } from '../build-name.ts';
import { exitCodes } from '../exit-codes.ts';
import { OutputReader, TextBlock } from '../output-reader.ts';
import type { ProducerClient } from '../producer-client.ts';
import { producing } from '../producing.ts';
import { passSignals } from '../signals.ts';

interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/**
 * `ratchet run -- COMMAND…`: runs the command, passes its output on byte for byte, and records it.
 * Whatever happens to the recording, the command goes on.
 */
export async function run(command: string[], options: { format?: string }): Promise<void> {
  const ending = await producing((client) => record(command, options.format, client));
  if (ending.signal) {
    // Ended by a signal, as the command was: who waits for us sees the same.
    process.removeAllListeners(ending.signal);
    process.kill(process.pid, ending.signal);
  }
  process.exitCode = ending.code ?? 128 + (constants.signals[ending.signal ?? 'SIGTERM'] ?? 0);
}

async function record(
  command: readonly string[],
  format: string | undefined,
  client: ProducerClient,
): Promise<Ending> {
  const [name = '', ...args] = command;
  const reader = new OutputReader(newFormats(adapters), format);
  const build = newBuildId('run', basename(name), Date.now());
  const title = command.join(' ').slice(0, 4096);
  client.add(build, [{ kind: 'build.started', at: Date.now(), title, cwd: process.cwd() }]);

  const ending = await spawned(name, args, async (child) => {
    const errors = new TextBlock('stderr');
    await Promise.all([
      pass(child.stdout, process.stdout, client, (bytes) =>
        client.add(build, reader.push(bytes, Date.now())),
      ),
      pass(child.stderr, process.stderr, client, (bytes) =>
        client.add(build, errors.push(bytes, Date.now())),
      ),
    ]);
    client.add(build, [...reader.end(Date.now()), ...errors.end(Date.now())]);
  });
  client.add(build, [endOf(ending)]);
  await client.flush().catch((error: unknown) => {
    console.error(`ratchet: this run is not recorded in full: ${messageOf(error)}`);
  });
  return ending;
}

async function spawned(
  name: string,
  args: readonly string[],
  read: (child: ChildProcess) => Promise<void>,
): Promise<Ending & { readonly error?: string }> {
  const child = spawn(name, args, { stdio: ['inherit', 'pipe', 'pipe'] });
  const stopPassing = passSignals(child);
  try {
    const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
    const [[code, signal]] = await Promise.all([closed, read(child)]);
    return { code, signal };
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const message = `${name} ${isMissing ? 'is not there' : `cannot be run: ${messageOf(error)}`}`;
    console.error(`ratchet: ${message}`);
    const code = isMissing ? exitCodes.notFound : exitCodes.notExecutable;
    return { code, signal: null, error: message };
  } finally {
    stopPassing();
  }
}

/** Hands bytes on as they are, and to the recording; the slower of the two sets the pace. */
async function pass(
  from: Readable | null,
  to: Writable,
  client: ProducerClient,
  onBytes: (bytes: Buffer) => void,
): Promise<void> {
  // Who reads our output may leave (`| head`); the command then notices at its own next write.
  let isOpen = true;
  const gone = () => {
    isOpen = false;
    from?.destroy();
  };
  to.once('error', gone);
  try {
    for await (const part of from ?? []) {
      const bytes = part as Buffer;
      onBytes(bytes);
      if (!to.write(bytes)) await drained(to);
      await client.room();
    }
  } catch (error) {
    if (isOpen) throw error;
  } finally {
    to.off('error', gone);
  }
}

/** Settles when there is room again, or nobody to read any more. */
function drained(to: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      to.off('drain', done).off('close', done).off('error', done);
      resolve();
    };
    to.on('drain', done).on('close', done).on('error', done);
  });
}

function endOf(ending: Ending & { readonly error?: string }): BuildEventOf<'build.ended'> {
  const at = Date.now();
  const { code, signal, error } = ending;
  if (error !== undefined) return { kind: 'build.ended', at, outcome: 'failed', reason: error };
  if (signal !== null) {
    const wasAsked = signal === 'SIGINT' || signal === 'SIGTERM' || signal === 'SIGHUP';
    const outcome = wasAsked ? 'cancelled' : 'failed';
    return { kind: 'build.ended', at, outcome, reason: `ended by ${signal}` };
  }
  const exitCode = code ?? 0;
  return { kind: 'build.ended', at, outcome: exitCode === 0 ? 'succeeded' : 'failed', exitCode };
}
