import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { startHost } from '../main/host/host.ts';

const packages = '/node_modules/drizzle-orm/';

/**
 * Loads a host into this process in little time and memory.
 *
 * Node reads the package.json for every file of a package, and drizzle's has 180 KB: a second of start
 * and 200 MB, which a bundle does without. Its files are modules all the same.
 */
export async function loadHost(): Promise<{ readonly startHost: typeof startHost }> {
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      const { parentURL } = context;
      if (!specifier.startsWith('.') || !parentURL?.includes(packages)) {
        return next(specifier, context);
      }
      return { url: new URL(specifier, parentURL).href, format: 'module', shortCircuit: true };
    },
    load(url, context, next) {
      if (!url.includes(packages) || !url.endsWith('.js')) return next(url, context);
      return { source: readFileSync(fileURLToPath(url)), format: 'module', shortCircuit: true };
    },
  });
  try {
    return await import('../main/host/host.ts');
  } finally {
    hooks.deregister();
  }
}
