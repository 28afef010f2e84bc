import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { errorLine, RatchetError } from '../core/errors.ts';
import { type HeadlessOptions, headlessOptions, idleOptions } from './headless-options.ts';
import { dataDirectory } from './host/data-dir.ts';
import { startHost } from './host/host.ts';
import type { Host } from './host/host-types.ts';
import { type HostFile, readHostFile } from './host/server/host-file.ts';

// The same monitor without a desktop: serves the window to a browser on this machine.

const root = join(import.meta.dirname, '../..');
const packageSchema = z.object({ version: z.string() });

try {
  await run();
} catch (error) {
  console.error(`ratchet: ${errorLine(error)}`);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const options = headlessOptions(process.argv.slice(2));
  const { port, demo, faults, readOnly } = options;
  const dataDir = options.dataDir ?? dataDirectory();
  const rendererDir = join(root, 'out/renderer');
  const { version } = packageSchema.parse(
    JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')),
  );
  try {
    const host = await startHost({
      dataDir,
      resourcesDir: join(root, 'resources'),
      rendererDir: existsSync(rendererDir) ? rendererDir : null,
      demo,
      faults,
      readOnly,
      version,
      ...(port === undefined ? {} : { port }),
    });
    // Before the address is printed: whoever reads it may end the process at once.
    endOnSignal(host);
    console.log(`Ratchet is running. Open ${host.address}/#token=${host.token}`);
  } catch (error) {
    const file = await readHostFile(dataDir);
    if (!(error instanceof RatchetError && error.code === 'store-in-use') || !file) throw error;
    await useRunning(file, options);
  }
}

/** Whoever starts Ratchet twice wants to see it: the one that runs already is shown. */
async function useRunning({ pid, port, token }: HostFile, options: HeadlessOptions): Promise<void> {
  const address = `http://127.0.0.1:${port}`;
  if (options.demo) {
    const headers = { authorization: `Bearer ${token}` };
    await fetch(`${address}/v1/demo`, { method: 'POST', headers });
  }
  console.log(`Ratchet is running already. Open ${address}/#token=${token}`);
  const idle = idleOptions(options, port);
  if (idle.length === 0) return;
  console.error(
    `ratchet: ${idle.join(', ')}: without effect on the one that runs (process ${pid}). End that first, or name another folder with --data-dir.`,
  );
}

function endOnSignal(host: Host): void {
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    void host.close().catch((error: unknown) => {
      console.error(`ratchet: ${errorLine(error)}`);
      process.exitCode = 1;
    });
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}
