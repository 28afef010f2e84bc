import { cpSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { Engine } from '../../src/main/host/engine.ts';
import { realWorld } from '../../src/main/host/world.ts';
import { someBuild } from './events.ts';

export const resourcesDir = join(import.meta.dirname, '../../resources');
export const BUILD = 'bench';

/** An engine on a folder, with nothing around it. */
export const openEngine = (dataDir: string): Engine =>
  new Engine({ dataDir, resourcesDir }, realWorld);

/**
 * A data folder with one build of so many events, made once in a run.
 * @returns a copy of it at `folder`, which may be changed
 */
export async function madeBuild(
  { shared, folder }: { readonly shared: string; readonly folder: string },
  events: number,
): Promise<string> {
  const original = join(shared, `build-${events}`);
  if (!existsSync(original)) {
    const draft = `${original}.draft`;
    mkdirSync(draft, { recursive: true });
    const engine = openEngine(draft);
    await fill(engine, BUILD, events);
    await engine.close();
    renameSync(draft, original);
  }
  const copy = join(folder, `build-${events}`);
  cpSync(original, copy, { recursive: true });
  return copy;
}

/** Publishes a build as an agent's long session would come out of a file. */
export async function fill(engine: Engine, build: string, events: number): Promise<void> {
  const all = someBuild(events);
  for (let from = 0; from < events; from += 1000) {
    await engine.processor.publish(build, all.slice(from, from + 1000));
  }
}
