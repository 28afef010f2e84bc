import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

/**
 * Passes signals on to a child, and keeps this process alive until the child has dealt with them.
 * Ctrl-C in a terminal reaches the child by itself: passing it on as well would be a second one,
 * which agents take for "quit at once".
 * @returns what ends the passing
 */
export function passSignals(child: ChildProcess): () => void {
  const inTerminal = hasTerminal();
  const passers = (['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const).map((signal) => {
    const isKey = signal === 'SIGINT' || signal === 'SIGQUIT';
    const pass = () => {
      if (!isKey || !inTerminal) child.kill(signal);
    };
    process.on(signal, pass);
    return () => process.off(signal, pass);
  });
  return () => {
    for (const stop of passers) stop();
  };
}

/**
 * Tells that this process is asked to end, so that it can do so in order.
 * @returns the signal, and what makes an end of telling
 */
export function stopSignal(): { readonly signal: AbortSignal; readonly off: () => void } {
  const stopping = new AbortController();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const stop = () => stopping.abort();
  // Once: who asks a second time wants it to end at once.
  for (const signal of signals) process.once(signal, stop);
  const off = () => {
    for (const signal of signals) process.off(signal, stop);
  };
  return { signal: stopping.signal, off };
}

function hasTerminal(): boolean {
  if (process.platform === 'win32') return process.stdin.isTTY;
  try {
    closeSync(openSync('/dev/tty', 'r'));
    return true;
  } catch {
    return false;
  }
}
