import { errorLine } from '../../../core/errors.ts';
import { openBundle } from '../../bundle.ts';
import { exitCodes } from '../../exit-codes.ts';
import type { HostLink } from '../../host-link.ts';

/** Brings bundles back as builds; one that cannot be does not stop the others. */
export async function openBundles(
  link: HostLink,
  paths: readonly string[],
  { json = false }: { readonly json?: boolean },
): Promise<void> {
  for (const path of paths) {
    try {
      const { build, version, events } = await openBundle(link, path);
      const news = events === 0 ? 'was open already' : `${events} events`;
      if (json) console.log(JSON.stringify({ bundle: path, build, version, events }));
      else console.log(`Opened as ${build} (version ${version}, ${news})`);
    } catch (error) {
      console.error(`${path}: ${errorLine(error)}`);
      process.exitCode = exitCodes.failed;
    }
  }
}
