import { randomBytes } from 'node:crypto';

/** An id for a build that happens once: what it is of, when (so that ids sort by time), and chance. */
export function newBuildId(kind: string, name: string, now: number): string {
  const safe = name.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 60);
  return `${kind}-${safe || 'x'}-${now.toString(36)}${randomBytes(3).toString('hex')}`;
}
