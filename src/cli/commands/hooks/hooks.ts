import { spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline/promises';
import { createTwoFilesPatch } from 'diff';
import { RatchetError } from '../../../core/errors.ts';
import { dataDirectory } from '../../../main/host/data-dir.ts';
import { findHost } from '../../host-link.ts';
import { installedHooks, installHooks, uninstallHooks } from './edit-settings.ts';
import { eventsFor } from './events.ts';
import { handlerFor, isHandlerFor } from './handler.ts';
import { readSettings, replaceSettings, type SettingsFile, settingsPath } from './settings-file.ts';

export interface HooksOptions {
  readonly project?: boolean;
  readonly yes?: boolean;
}

/** `ratchet hooks install claude-code` */
export async function installHooksFor(agent: string, options: HooksOptions): Promise<void> {
  checkAgent(agent);
  if (versionOf('curl') === null) throw noCurl();
  const version = versionOf('claude');
  const { known, later } = eventsFor(version);
  const file = await readSettings(pathFor(options));
  const handler = handlerFor(dataDirectory());
  const text = await edited(file, known, handler);
  if (text === file.text) console.log(`The hooks are in ${file.path} already.`);
  else await change(file, text, options);
  if (later.length > 0) {
    const which = version === null ? 'Its version is not known' : `It is ${version}`;
    console.log(`Left out, as this Claude Code may not know them: ${later.join(', ')}. ${which}.`);
  }
}

/** `ratchet hooks uninstall claude-code` */
export async function uninstallHooksFor(agent: string, options: HooksOptions): Promise<void> {
  checkAgent(agent);
  const file = await readSettings(pathFor(options));
  const text = named(file, () => uninstallHooks(file.text, isOurs));
  if (text === file.text) console.log(`There are no hooks of Ratchet in ${file.path}.`);
  else await change(file, text, options);
}

/** `ratchet hooks status`: where hooks are, and whether anybody listens. */
export async function hooksStatus(): Promise<void> {
  for (const scope of ['user', 'project'] as const) {
    const file = await readSettings(settingsPath(scope, process.env));
    const events = named(file, () => installedHooks(file.text, isOurs));
    console.log(`${file.path}: ${events.length > 0 ? events.join(', ') : 'no hooks of Ratchet'}`);
  }
  const host = await findHost();
  console.log(host ? 'Ratchet runs and takes hooks.' : 'Ratchet does not run: hooks do nothing.');
}

const pathFor = ({ project = false }: HooksOptions) =>
  settingsPath(project ? 'project' : 'user', process.env);

const isOurs = (handler: unknown) => isHandlerFor(dataDirectory(), handler);

async function edited(
  file: SettingsFile,
  events: readonly string[],
  handler: ReturnType<typeof handlerFor>,
) {
  const add = (text: string) => installHooks(text, events, handler, isOurs);
  try {
    return named(file, () => add(file.text));
  } catch (error) {
    console.error(`To put them in by hand:\n${add('')}`);
    throw error;
  }
}

/** What is wrong with a file, with its name. */
function named<T>(file: SettingsFile, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RatchetError)) throw error;
    throw new RatchetError(error.code, `${file.path}: ${error.message}`, { cause: error });
  }
}

/** Shows the change, asks, and makes it. */
async function change(file: SettingsFile, text: string, { yes = false }: HooksOptions) {
  const { path } = file;
  console.log(createTwoFilesPatch(path, path, file.text, text, 'now', 'then').trimEnd());
  if (!yes && !(await isWanted())) {
    console.log('Nothing was changed.');
    return;
  }
  const backup = await replaceSettings(file, text);
  console.log(`Changed ${path}.${backup === null ? '' : ` As it was before: ${backup}`}`);
}

/** @throws RatchetError `not-asked` where there is nobody to ask */
async function isWanted(): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new RatchetError('not-asked', 'Nothing was changed: say --yes to make this change.');
  }
  const line = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(?:es)?$/i.test((await line.question('Make this change? [y/N] ')).trim());
  } finally {
    line.close();
  }
}

/** What a program says of its version; null where it is not there. */
function versionOf(program: string): string | null {
  const { status, stdout } = spawnSync(program, ['--version'], {
    encoding: 'utf8',
    timeout: 10_000,
    shell: process.platform === 'win32',
  });
  return status === 0 ? (stdout.split('\n')[0]?.trim() ?? null) : null;
}

function checkAgent(agent: string): void {
  if (agent === 'claude-code') return;
  throw new RatchetError(
    'unknown-agent',
    `There are hooks for claude-code only, not for ${agent}.`,
  );
}

const noCurl = () =>
  new RatchetError(
    'no-curl',
    'The hooks need curl, which is not on the path. Nothing was changed: install it first.',
  );
