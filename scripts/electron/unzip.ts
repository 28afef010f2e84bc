import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { type Entry, open, type Options, type ZipFile } from 'yauzl';

const openZip = promisify<string, Options, ZipFile>(open);

/**
 * Unpacks some files of a zip archive. `place` says where in `dir` an entry goes, undefined to leave it out; yauzl has
 * refused names that lead out of the archive before it is asked.
 */
export async function unzip(
  archive: string,
  dir: string,
  place: (name: string) => string | undefined,
): Promise<void> {
  const zip = await openZip(archive, { lazyEntries: true, autoClose: true });
  const read = promisify(zip.openReadStream.bind(zip)) as (
    entry: Entry,
  ) => Promise<NodeJS.ReadableStream>;
  await new Promise<void>((resolve, reject) => {
    const take = async (entry: Entry): Promise<void> => {
      const target = entry.fileName.endsWith('/') ? undefined : place(entry.fileName);
      if (target !== undefined) {
        const file = join(dir, target);
        mkdirSync(dirname(file), { recursive: true });
        const mode = (entry.externalFileAttributes >>> 16) & 0o777;
        await pipeline(await read(entry), createWriteStream(file, { mode }));
      }
      zip.readEntry();
    };
    zip.on('entry', (entry: Entry) => void take(entry).catch(reject));
    zip.on('error', reject);
    zip.on('end', resolve);
    zip.readEntry();
  });
}
