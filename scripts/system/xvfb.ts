import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { ScriptError } from '../support/say.ts';

const startLimit = 15_000;

/** A virtual display, until it is disposed of. */
export interface VirtualDisplay extends AsyncDisposable {
  /** What DISPLAY is to be. */
  readonly name: string;
}

/** Starts an Xvfb on a display number that it finds free by itself. */
export async function startDisplay(): Promise<VirtualDisplay> {
  const args = ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp', '-noreset'];
  const child = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const number = await Promise.race([
    firstLine(child.stdio[3]),
    ended.then(() => undefined),
    setTimeout(startLimit, undefined, { ref: false }),
  ]);
  if (number === undefined) {
    child.kill('SIGKILL');
    throw new ScriptError(
      'DISPLAY_FAILED',
      `Xvfb did not start: ${complaint.trim() || 'no answer'}`,
      'Install it: sudo apt-get install -y xvfb',
    );
  }
  return {
    name: `:${number}`,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      const patience = setTimeout(3_000, 'late', { ref: false });
      if ((await Promise.race([ended, patience])) === 'late') child.kill('SIGKILL');
      await ended;
    },
  };
}

function firstLine(stream: unknown): Promise<string | undefined> {
  if (!(stream instanceof Readable)) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    let text = '';
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('\n')) resolve(text.trim());
    });
    stream.on('end', () => resolve(undefined));
  });
}
