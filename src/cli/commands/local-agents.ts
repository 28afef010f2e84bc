import { plural, timestamp } from '../../core/format.ts';
import { homedir } from 'node:os';
import { RatchetError } from '../../core/errors.ts';
import { localAgents, localAgentSchema } from '../../core/local-agents.ts';
import { agentFolders, type AgentPlaces } from '../../main/host/ingest/agent-folders.ts';
import type { Expected } from '../../main/host/ingest/place.ts';
import { countSessionFiles, type SessionFiles } from '../../main/host/ingest/session-files.ts';

export interface AgentLine {
  readonly path: string;
  readonly expected: Expected;
  /** What was found there, in words. */
  readonly text: string;
}

/**
 * The agents named, with commas between; all where none are. Where they keep their sessions is asked
 * here and not of the host, which may have been started with other variables.
 * @throws RatchetError `unknown-agent`
 */
export function chosenAgents(names: string | undefined): AgentPlaces[] {
  const machine = { platform: process.platform, env: process.env, home: homedir() };
  const all = agentFolders(machine);
  if (names === undefined) return all;
  const wanted = names.split(',').map((name) => {
    const agent = localAgentSchema.safeParse(name.trim());
    if (agent.success) return agent.data;
    throw new RatchetError(
      'unknown-agent',
      `There is no agent "${name.trim()}". Nothing was changed. Known are: ${localAgents.join(', ')}.`,
    );
  });
  return all.filter(({ agent }) => wanted.includes(agent));
}

/** A line for each place, those where something was found first. */
export async function agentLines(agents: readonly AgentPlaces[]): Promise<AgentLine[]> {
  const found = await Promise.all(
    agents.flatMap(({ title, places }) =>
      places.map(async ({ path, kind }) => {
        const counted = await countSessionFiles(path);
        const text = `${title.padEnd(12)} ${counted.path} (${inWords(counted)})`;
        return { path, expected: kind, text, isThere: counted.isThere };
      }),
    ),
  );
  return found.toSorted((a, b) => Number(b.isThere) - Number(a.isThere));
}

function inWords({ isThere, files, newest }: SessionFiles): string {
  if (!isThere) return 'not there yet: waiting for it';
  const last = newest === null ? '' : `, the newest of ${timestamp(newest)}`;
  return `${plural(files, 'file')}${last}`;
}
