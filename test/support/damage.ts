import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

const PAGE = 4096;

/** Overwrites the pages of a database that hold this text and not the other. @returns how many */
export function damage(path: string, text: string, but: string): number {
  const file = readFileSync(path);
  const handle = openSync(path, 'r+');
  let count = 0;
  for (let at = PAGE; at < file.length; at += PAGE) {
    const page = file.subarray(at, at + PAGE);
    if (!page.includes(text) || page.includes(but)) continue;
    writeSync(handle, Buffer.alloc(PAGE, 0xa5), 0, PAGE, at);
    count += 1;
  }
  closeSync(handle);
  return count;
}
