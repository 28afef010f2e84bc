import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { basename } from 'node:path';
import { adapters } from '../../core/agents/registry.ts';
import type { BuildEventOf } from '../../core/build/event.ts';
import { errorLine, messageOf } from '../../core/errors.ts';
import { newFormats } from '../../main/host/ingest/agent-formats.ts';
import { newBuildId } from '../build-name.ts';
import { exitCodes } from '../exit-codes.ts';
import { letGo, outputPipes } from '../output-pipes.ts';
import { type EventSink, producingAnyhow } from '../producing.ts';
import { hintFor } from '../run-hint.ts';
import { newRecording, type Recording } from '../run-recording.ts';
import { passSignals } from '../signals.ts';

export interface RunOptions {
  readonly format?: string;
  /** Both directions are a protocol. */
  readonly both?: boolean;
}

interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly error?: string;
}

/** Formats that a program speaks with another one over its input and output. */
const dialogues = new Set(['acp', 'codex-app-server']);

/**
 * `ratchet run -- COMMAND…`: runs the command, passes its output on byte for byte, and records it.
 * Whatever happens to the recording, the command goes on.
 */
export async function run(command: string[], options: RunOptions): Promise<void> {
  const ending = await producingAnyhow(
    (client) => record(command, options, client),
    (error) => {
      console.error(`ratchet: ${errorLine(error)}`);
      console.error('ratchet: the command runs all the same, and nothing of it is recorded.');
    },
  );
  if (ending.signal) {
    // Ended by a signal, as the command was: who waits for us sees the same.
    process.removeAllListeners(ending.signal);
    process.kill(process.pid, ending.signal);
  }
  process.exitCode = ending.code ?? 128 + (constants.signals[ending.signal ?? 'SIGTERM'] ?? 0);
}

async function record(
  command: readonly string[],
  { format, both = dialogues.has(format ?? '') }: RunOptions,
  client: EventSink,
): Promise<Ending> {
  const [name = '', ...args] = command;
  const build = newBuildId('run', basename(name), Date.now());
  const recording = newRecording(both, { build, client, formats: newFormats(adapters), format });
  const title = command.join(' ').slice(0, 4096);
  client.add(build, [{ kind: 'build.started', at: Date.now(), title, cwd: process.cwd() }]);
  const ending = await spawned(name, args, recording);
  recording.end(endOf(ending));
  await client.flush().catch((error: unknown) => {
    console.error(`ratchet: this run is not recorded in full: ${messageOf(error)}`);
  });
  // For people alone: what a command prints is left as it is.
  const hint = process.stderr.isTTY && !recording.isRead() ? hintFor(basename(name), args) : null;
  if (hint !== null) console.error(`ratchet: ${hint}`);
  return ending;
}

async function spawned(
  name: string,
  args: readonly string[],
  recording: Recording,
): Promise<Ending> {
  const pipes = outputPipes();
  const [out, errors] = pipes ?? [];
  const child: ChildProcess = spawn(name, args, {
    stdio: [
      recording.readsInput ? 'pipe' : 'inherit',
      out?.writing ?? 'pipe',
      errors?.writing ?? 'pipe',
    ],
  });
  if (pipes) letGo(pipes);
  const stopPassing = passSignals(child);
  try {
    const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
    const streams = {
      stdin: child.stdin,
      stdout: out?.reading ?? child.stdout,
      stderr: errors?.reading ?? child.stderr,
    };
    const [[code, signal]] = await Promise.all([closed, recording.pass(streams)]);
    return { code, signal };
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const message = `${name} ${isMissing ? 'is not there' : `cannot be run: ${messageOf(error)}`}`;
    console.error(`ratchet: ${message}`);
    const code = isMissing ? exitCodes.notFound : exitCodes.notExecutable;
    return { code, signal: null, error: message };
  } finally {
    stopPassing();
    // Nobody reads it any more; left open, it would keep us waiting for its end.
    if (recording.readsInput) process.stdin.destroy();
  }
}

function endOf({ code, signal, error }: Ending): BuildEventOf<'build.ended'> {
  const at = Date.now();
  if (error !== undefined) return { kind: 'build.ended', at, outcome: 'failed', reason: error };
  if (signal !== null) {
    const wasAsked = signal === 'SIGINT' || signal === 'SIGTERM' || signal === 'SIGHUP';
    const outcome = wasAsked ? 'cancelled' : 'failed';
    return { kind: 'build.ended', at, outcome, reason: `ended by ${signal}` };
  }
  const exitCode = code ?? 0;
  return { kind: 'build.ended', at, outcome: exitCode === 0 ? 'succeeded' : 'failed', exitCode };
}
