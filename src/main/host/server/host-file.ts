import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const hostFileSchema = z.object({
  pid: z.number().int().positive(),
  port: z.number().int().min(1).max(65_535),
  token: z.string().min(32),
  /** Milliseconds since the epoch. */
  startedAt: z.number().int(),
});

/** How the command line finds the host that runs on a data directory, and may talk to it. */
export type HostFile = z.infer<typeof hostFileSchema>;

const pathIn = (directory: string) => join(directory, 'host.json');

/** Makes the directory for its owner alone, and puts the file there in one step, for its owner alone. */
export async function writeHostFile(directory: string, file: HostFile): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await chmod(directory, 0o700);
  const path = pathIn(directory);
  const draft = `${path}.${file.pid}.tmp`;
  await rm(draft, { force: true });
  await writeFile(draft, `${JSON.stringify(file)}\n`, { mode: 0o600, flag: 'wx' });
  await rename(draft, path);
}

/** Null where there is none, or none that makes sense. It may be left over from a host that was killed. */
export async function readHostFile(directory: string): Promise<HostFile | null> {
  try {
    const text = await readFile(pathIn(directory), 'utf8');
    return hostFileSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Removes the file, unless another host has written its own meanwhile. */
export async function removeHostFile(directory: string, pid: number): Promise<void> {
  const file = await readHostFile(directory);
  if (file?.pid === pid) await rm(pathIn(directory), { force: true });
}
