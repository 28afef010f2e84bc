import type { Trace } from '../../../core/sync/messages.ts';

/** The latest events of a build, so that a delta to a watcher who keeps up needs no read. */
export interface Recent {
  /** Version of the event before the first of `bodies`. */
  base: number;
  bodies: string[];
  size: number;
  trace: { readonly version: number; readonly trace: Trace } | null;
}

const LIMIT = 256 * 1024;

export const newRecent = (): Recent => ({ base: 0, bodies: [], size: 0, trace: null });

export function remember(recent: Recent, base: number, bodies: readonly string[]): void {
  if (recent.bodies.length === 0) recent.base = base;
  for (const body of bodies) {
    recent.bodies.push(body);
    recent.size += body.length;
  }
  if (recent.size <= LIMIT) return;
  // Down to half of the limit, so that not every event moves the whole list.
  let drop = 0;
  while (recent.size > LIMIT / 2 && drop < recent.bodies.length - 1) {
    recent.size -= recent.bodies[drop]?.length ?? 0;
    drop += 1;
  }
  recent.bodies.splice(0, drop);
  recent.base += drop;
}

/** Bodies after `from` up to `to`, or null where they go further back than is remembered. */
export function recall(recent: Recent, from: number, to: number): string[] | null {
  const start = from - recent.base;
  const end = to - recent.base;
  return start >= 0 && end <= recent.bodies.length ? recent.bodies.slice(start, end) : null;
}
