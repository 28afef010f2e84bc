import { RatchetError } from '../../../core/errors.ts';
import type { HostServer } from './server.ts';

/** So that the address stays the same from one start to the next, where it can. */
const USUAL_PORT = 4717;

/** Starts a server on the port that is wanted; without one on the usual, or on any where that is taken. */
export async function startOnPort(
  wanted: number | undefined,
  start: (port: number) => Promise<HostServer>,
): Promise<HostServer> {
  if (wanted !== undefined) return start(wanted);
  try {
    return await start(USUAL_PORT);
  } catch (error) {
    if (error instanceof RatchetError && error.code === 'port-in-use') return start(0);
    throw error;
  }
}
