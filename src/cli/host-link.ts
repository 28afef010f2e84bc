import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { RatchetError } from '../core/errors.ts';
import { dataDirectory } from '../main/host/data-dir.ts';
import { version } from './version.ts';
import { readHostFile } from '../main/host/server/host-file.ts';
import { loadHost } from './lean-host.ts';

/** A host that answers: one that runs already, or one that lives in this process. */
export interface HostLink {
  readonly port: number;
  readonly token: string;
  /** Opens the monitor in a browser. */
  readonly address: string;
  /** Whether it was started here, and ends with this process. */
  readonly isOurs: boolean;
  /** Ends a host that was started here; leaves another one alone. */
  close(): Promise<void>;
}

/** The host that runs on the data folder; null where none answers. */
export async function findHost(): Promise<HostLink | null> {
  const file = await readHostFile(dataDirectory());
  if (!file) return null;
  const { port, token } = file;
  try {
    // A file left over by a host that was killed leads to nobody, or to somebody else.
    const response = await fetch(`http://127.0.0.1:${port}/v1/health`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(3000),
    });
    if (!response.ok) return null;
  } catch {
    return null;
  }
  return { ...linkTo(port, token), isOurs: false, close: () => Promise.resolve() };
}

/** The running host. @throws RatchetError `no-host` */
export async function runningHost(): Promise<HostLink> {
  const link = await findHost();
  if (link) return link;
  throw new RatchetError(
    'no-host',
    'Ratchet does not run on this data folder. Start it with "npm start", or with "ratchet watch".',
  );
}

/** How often, and at what interval in milliseconds, a folder that somebody has open is tried again. */
const TRIES = 50;
const INTERVAL = 100;

/** The running host, or one that is started here. @throws RatchetError as `startHost` */
export async function findOrStartHost(): Promise<HostLink> {
  for (let tries = 1; ; tries += 1) {
    const running = await findHost();
    if (running) return running;
    try {
      return await startHere();
    } catch (error) {
      // Two commands that start at once: the other has the folder, and will say in a moment where it is.
      const isTaken = error instanceof RatchetError && error.code === 'store-in-use';
      if (!isTaken || tries === TRIES) throw error;
    }
    await wait(INTERVAL);
  }
}

async function startHere(): Promise<HostLink> {
  // Loaded only here: it brings SQLite, which no other command needs.
  const { startHost } = await loadHost();
  const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
  const rendererDir = at('out/renderer');
  const host = await startHost({
    dataDir: dataDirectory(),
    resourcesDir: at('resources'),
    rendererDir: existsSync(rendererDir) ? rendererDir : null,
    version,
  });
  const port = Number(new URL(host.address).port);
  return { ...linkTo(port, host.token), isOurs: true, close: () => host.close() };
}

const linkTo = (port: number, token: string) => ({
  port,
  token,
  address: `http://127.0.0.1:${port}/#token=${token}`,
});

const problemSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** Asks the host for something, in JSON. @throws RatchetError with the host's own words */
export async function ask(
  link: HostLink,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${link.port}${path}`, {
    method,
    headers: { authorization: `Bearer ${link.token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  if (response.ok) return answer;
  throw problemOf(response.status, answer);
}

/** What the host said of why it did not do what it was asked for. */
export function problemOf(status: number, answer: unknown): RatchetError {
  const problem = problemSchema.safeParse(answer);
  if (problem.success) return new RatchetError(problem.data.error.code, problem.data.error.message);
  return new RatchetError('host-failed', `The host answered with status ${status}.`);
}
