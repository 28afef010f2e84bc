import { realpathSync } from 'node:fs';
import type { FoundAgent, LocalAgent } from '../../../core/local-agents.ts';
import { agentFolders, type Machine } from './agent-folders.ts';
import type { Followed } from './followed.ts';
import { countSessionFiles } from './session-files.ts';

/** The agents of this machine: what they have recorded, and whether it is watched. */
export class AgentsHere {
  readonly #machine: Machine;
  readonly #followed: Followed;

  constructor(machine: Machine, followed: Followed) {
    this.#machine = machine;
    this.#followed = followed;
  }

  async found(): Promise<FoundAgent[]> {
    return Promise.all(
      agentFolders(this.#machine).map(async ({ agent, title, places }) => ({
        agent,
        title,
        places: await Promise.all(
          places.map(async (place) => {
            const counted = await countSessionFiles(place.path);
            const isWatched = this.#followed.has(place.path) || this.#followed.has(counted.path);
            return { ...counted, isWatched };
          }),
        ),
      })),
    );
  }

  /** Whose sessions are kept where, by the path and by the real path. */
  places(): ReadonlyMap<string, LocalAgent> {
    const all = agentFolders(this.#machine).flatMap(({ agent, places }) =>
      places.flatMap(({ path }) => [path, realOf(path)].map((at) => [at, agent] as const)),
    );
    return new Map(all);
  }

  /**
   * Follows everything that these agents have recorded and will record; a folder that is not there
   * yet is waited for.
   * @throws RatchetError as `Followed.watch`
   */
  async watch(agents: readonly LocalAgent[]): Promise<FoundAgent[]> {
    const wanted = agentFolders(this.#machine).filter(({ agent }) => agents.includes(agent));
    for (const { path, kind } of wanted.flatMap(({ places }) => places)) {
      await this.#followed.watch([path], undefined, kind);
    }
    return (await this.found()).filter(({ agent }) => agents.includes(agent));
  }

  /** Follows nothing of these agents any longer; what was recorded stays. */
  async unwatch(agents: readonly LocalAgent[]): Promise<FoundAgent[]> {
    const places = agentFolders(this.#machine)
      .filter(({ agent }) => agents.includes(agent))
      .flatMap(({ places }) => places);
    await this.#followed.unwatch(places.map(({ path }) => path));
    return (await this.found()).filter(({ agent }) => agents.includes(agent));
  }
}

function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // It is not there (yet).
    return path;
  }
}
