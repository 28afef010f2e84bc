import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { errorLine, RatchetError } from '../core/errors.ts';
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
  const { values } = parseArgs({
    options: {
      'data-dir': { type: 'string' },
      port: { type: 'string' },
      demo: { type: 'boolean', default: false },
      faults: { type: 'boolean', default: false },
      'read-only': { type: 'boolean', default: false },
    },
  });
  const dataDir = values['data-dir'] ?? dataDirectory();
  const rendererDir = join(root, 'out/renderer');
  const { version } = packageSchema.parse(
    JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')),
  );
  try {
    const host = await startHost({
      dataDir,
      resourcesDir: join(root, 'resources'),
      rendererDir: existsSync(rendererDir) ? rendererDir : null,
      demo: values.demo,
      faults: values.faults,
      readOnly: values['read-only'],
      version,
      ...(values.port === undefined ? {} : { port: portOf(values.port) }),
    });
    // Before the address is printed: whoever reads it may end the process at once.
    endOnSignal(host);
    console.log(`Ratchet is running. Open ${host.address}/#token=${host.token}`);
  } catch (error) {
    const file = await readHostFile(dataDir);
    if (!(error instanceof RatchetError && error.code === 'store-in-use') || !file) throw error;
    await useRunning(file, values.demo);
  }
}

/** Whoever starts Ratchet twice wants to see it: the one that runs already is shown. */
async function useRunning({ port, token }: HostFile, demo: boolean): Promise<void> {
  const address = `http://127.0.0.1:${port}`;
  if (demo) {
    const headers = { authorization: `Bearer ${token}` };
    await fetch(`${address}/v1/demo`, { method: 'POST', headers });
  }
  console.log(`Ratchet is running already. Open ${address}/#token=${token}`);
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

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new RatchetError('bad-port', `"${text}" is not a port: give a number from 0 to 65535.`);
}
