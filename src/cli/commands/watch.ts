import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { Expected } from '../../main/host/ingest/place.ts';
import { findOrStartHost, ask, type HostLink } from '../host-link.ts';
import { NOTHING_TO_READ } from '../nothing-to-read.ts';
import { type AgentLine, agentLines, chosenAgents } from './local-agents.ts';

const answerSchema = z.object({
  watching: z.array(z.object({ path: z.string(), kind: z.string(), files: z.number() })),
});

interface WatchOptions {
  readonly format?: string;
  readonly agents?: string;
}

/**
 * `ratchet watch`: hands paths to the running host; without one, is the host until Ctrl-C. Without
 * a path it watches everything that the agents on this machine record.
 */
export async function watch(paths: string[], options: WatchOptions): Promise<void> {
  // Looked up first: a wrong name starts nothing.
  const isForAgents = paths.length === 0 || options.agents !== undefined;
  const agents = isForAgents ? chosenAgents(options.agents) : [];
  const link = await findOrStartHost();
  try {
    if (paths.length > 0) await watchPaths(link, paths, options.format);
    for (const line of await agentLines(agents)) await watchAgent(link, line);
    console.log(`Open ${link.address}`);
    if (!link.isOurs) return;
    console.log('Ctrl-C ends it; what was recorded stays.');
    await ended();
  } finally {
    await link.close();
  }
}

async function watchPaths(link: HostLink, paths: readonly string[], format?: string) {
  for (const { path, kind, files } of await post(link, { paths: absolute(paths), format })) {
    const isThere = existsSync(path);
    const missing = isThere ? '' : ' (not there yet: waiting for it)';
    const isEmpty = kind === 'directory' && files === 0;
    const count = kind === 'directory' ? ` (${files} file${files === 1 ? '' : 's'} so far)` : '';
    console.log(`Watching ${path}${count}${missing}`);
    if (isThere && isEmpty) console.log(NOTHING_TO_READ);
  }
}

async function watchAgent(link: HostLink, { path, expected, text }: AgentLine): Promise<void> {
  await post(link, { paths: [path], expected });
  console.log(text);
}

async function post(
  link: HostLink,
  body: { paths: readonly string[]; format?: string | undefined; expected?: Expected },
) {
  return answerSchema.parse(await ask(link, 'POST', '/v1/sources', body)).watching;
}

const absolute = (paths: readonly string[]) => paths.map((path) => resolve(path));

function ended(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => resolve());
    }
  });
}
