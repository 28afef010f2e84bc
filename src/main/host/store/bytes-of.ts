import { statSync } from 'node:fs';

/** Size of an SQLite file, in bytes, with what has not been moved into it yet. */
export function bytesOf(path: string): number {
  const sizeOf = (name: string) => statSync(name, { throwIfNoEntry: false })?.size ?? 0;
  return sizeOf(path) + sizeOf(`${path}-wal`);
}
