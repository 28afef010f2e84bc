import { hasCommand, lastLines, run } from '../support/command.ts';
import { say, ScriptError } from '../support/say.ts';
import type { PackageNames } from './packages.ts';

/**
 * Makes sure that the system has these Debian packages: installs what is missing when it may, else fails with the one
 * line that does it. It never goes on without them, so that no test is skipped for want of a package.
 */
export async function ensurePackages(packages: readonly PackageNames[]): Promise<void> {
  if (process.platform !== 'linux') {
    say(
      `${process.platform}: system packages are not managed here; Electron and a browser are looked for`,
    );
    return;
  }
  if (!(await hasCommand('dpkg-query'))) {
    const wanted = packages.map((names) => names.at(-1)).join(' ');
    say(`this is not Debian: no package was checked. The tests need what Debian calls ${wanted}`);
    return;
  }
  const missing = await missingPackages(packages);
  if (missing.length === 0) return;

  const prefix = await privilege();
  if (prefix === undefined) throw missingError(missing, 'and this user may not install them');
  say(`installing ${missing.map((names) => names.at(-1)).join(' ')}`);
  await install(prefix, missing);
}

/** Those of the packages that are not installed under any of their names. */
async function missingPackages(
  packages: readonly PackageNames[],
): Promise<readonly PackageNames[]> {
  const asked = await run('dpkg-query', [
    '-W',
    '-f',
    '${Package} ${db:Status-Status}\n',
    ...packages.flat(),
  ]);
  return stillMissing(packages, asked.output);
}

/** Reads the answer of dpkg-query, one `name status` a line. */
export function stillMissing(
  packages: readonly PackageNames[],
  answer: string,
): readonly PackageNames[] {
  const installed = new Set(
    answer
      .split('\n')
      .map((line) => line.trim().split(' '))
      .filter(([, status]) => status === 'installed')
      .map(([name]) => name),
  );
  return packages.filter((names) => !names.some((name) => installed.has(name)));
}

/** What to put before apt-get: nothing for root, sudo where it asks no password, undefined where neither holds. */
async function privilege(): Promise<string[] | undefined> {
  if (process.getuid?.() === 0) return [];
  return (await run('sudo', ['-n', 'true'])).code === 0 ? ['sudo', '-n'] : undefined;
}

async function install(prefix: readonly string[], missing: readonly PackageNames[]): Promise<void> {
  const apt = async (...args: string[]) => {
    const line = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', ...args];
    return await run(line[0] ?? 'env', line.slice(1));
  };
  // A stale list is often good enough, so a failed update is only told when the installation fails as well.
  const updated = await apt('update');
  const names = await Promise.all(missing.map(knownName));
  const installed = await apt('install', '-y', '--no-install-recommends', ...names);
  if (installed.code === 0) return;
  const told = lastLines(updated.code === 0 ? installed.output : updated.output + installed.output);
  throw missingError(missing, `and apt-get failed:\n${told}`);
}

async function knownName(names: PackageNames): Promise<string> {
  for (const name of names) {
    if ((await run('apt-cache', ['show', name])).code === 0) return name;
  }
  return names.at(-1) ?? names[0];
}

function missingError(missing: readonly PackageNames[], why: string): ScriptError {
  const names = missing.map((alternatives) => alternatives.at(-1)).join(' ');
  return new ScriptError(
    'SYSTEM_PACKAGES_MISSING',
    `the tests need ${names}, ${why}`,
    `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names}`,
  );
}
