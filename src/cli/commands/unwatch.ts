import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import { RatchetError } from '../../core/errors.ts';
import type { AgentPlaces } from '../../main/host/ingest/agent-folders.ts';
import { ask, type HostLink, runningHost } from '../host-link.ts';
import { chosenAgents } from './local-agents.ts';

const watchedSchema = z.object({ watched: z.array(z.string()) });
const answerSchema = z.object({ unwatched: z.array(z.string()) });

/**
 * `ratchet unwatch`: the running host follows these paths no longer, nor those of these agents. What was
 * recorded stays. Without either it says what is watched.
 * @throws RatchetError `unknown-agent`, `no-host`, `not-watched`
 */
export async function unwatch(paths: string[], options: { agents?: string }): Promise<void> {
  // Looked up first: a wrong name stops nothing.
  const agents = options.agents === undefined ? [] : chosenAgents(options.agents);
  const link = await runningHost();
  if (paths.length === 0 && agents.length === 0) {
    for (const line of await listed(await watchedBy(link))) console.log(line);
    return;
  }
  const absolute = paths.map((path) => resolve(path));
  const all = [...absolute, ...agents.flatMap(pathsOf)];
  const answer = await ask(link, 'DELETE', '/v1/sources', { paths: all });
  const unwatched = new Set(answerSchema.parse(answer).unwatched);
  for (const path of unwatched) console.log(`No longer watching ${path}`);
  const others = [
    ...absolute.filter((path) => !unwatched.has(path)),
    // An agent has several places, and none of them need be there.
    ...agents.filter((one) => !pathsOf(one).some((path) => unwatched.has(path))).map(titleOf),
  ];
  if (others.length > 0) throw notWatched(others, await watchedBy(link));
}

const pathsOf = ({ places }: AgentPlaces) => places.map(({ path }) => path);
const titleOf = ({ title }: AgentPlaces) => title;

async function watchedBy(link: HostLink): Promise<string[]> {
  return watchedSchema.parse(await ask(link, 'GET', '/v1/sources')).watched;
}

/** What is watched, each with the agent whose it is, and how to stop it. */
async function listed(watched: readonly string[]): Promise<string[]> {
  if (watched.length === 0) return ['Nothing is watched.'];
  const agents = new Map<string, AgentPlaces>();
  for (const agent of chosenAgents(undefined)) {
    for (const path of pathsOf(agent)) {
      agents.set(await realpath(path).catch(() => path), agent);
    }
  }
  const lines = watched.map((path) => {
    const agent = agents.get(path);
    return agent ? `${path} (${agent.title})` : path;
  });
  const names = new Set(watched.flatMap((path) => agents.get(path)?.agent ?? []));
  const all = names.size > 0 ? `, or "ratchet unwatch --agents ${[...names].join(',')}"` : '';
  return [...lines, `To stop it: "ratchet unwatch PATH"${all}. What was recorded stays.`];
}

const notWatched = (others: readonly string[], watched: readonly string[]) =>
  new RatchetError(
    'not-watched',
    [
      `${others.join(', ')}: not watched under this name, so nothing was changed for it.`,
      watched.length > 0 ? 'Watched are:' : 'Nothing is watched.',
      ...watched.map((path) => `  ${path}`),
    ].join('\n'),
  );
