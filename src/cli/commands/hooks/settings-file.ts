import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { messageOf, RatchetError } from '../../../core/errors.ts';
import { codeOf, unreadableInWords } from '../../../main/host/system-error.ts';

/** A settings file as it was read. */
export interface SettingsFile {
  /** As it is named, and where it really is: a link stays a link. */
  readonly path: string;
  readonly real: string;
  /** '' where there is no file. */
  readonly text: string;
  /** Null where there is no file. */
  readonly mode: number | null;
}

/** The user's settings of Claude Code, or those that a project's user keeps to herself. */
export function settingsPath(scope: 'user' | 'project', environment: NodeJS.ProcessEnv): string {
  if (scope === 'project') return resolve('.claude', 'settings.local.json');
  const { CLAUDE_CONFIG_DIR: folder } = environment;
  return join(folder ? resolve(folder) : join(homedir(), '.claude'), 'settings.json');
}

/** @throws RatchetError `settings-unreadable` */
export async function readSettings(path: string): Promise<SettingsFile> {
  try {
    const real = await realpath(path);
    const [text, { mode }] = await Promise.all([readFile(real, 'utf8'), stat(real)]);
    return { path, real, text, mode: mode & 0o777 };
  } catch (error) {
    if (isMissing(error)) return { path, real: path, text: '', mode: null };
    throw failed('unreadable', path, error);
  }
}

/**
 * Puts another text in the place of the one that was read, in one step, and keeps the former beside it.
 * @returns path of the former; null where there was none
 * @throws RatchetError `settings-changed`, `settings-unwritable`
 */
export async function replaceSettings(file: SettingsFile, text: string): Promise<string | null> {
  const { path, real, mode } = file;
  const draft = `${real}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await mkdir(dirname(real), { recursive: true });
    const handle = await open(draft, 'wx', mode ?? 0o600);
    try {
      // As it was before, whatever this process's mask is.
      if (mode !== null) await handle.chmod(mode);
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    const now = await readSettings(path);
    if (now.text !== file.text || now.real !== real) throw changed(path);
    const backup = mode === null ? null : `${real}.before-ratchet`;
    if (backup !== null) await copyFile(real, backup);
    await rename(draft, real);
    return backup;
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw error instanceof RatchetError ? error : failed('unwritable', path, error);
  }
}

const isMissing = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

const changed = (path: string) =>
  new RatchetError(
    'settings-changed',
    `${path} was changed meanwhile. It was left as it is: run the command again.`,
  );

const failed = (what: 'unreadable' | 'unwritable', path: string, cause: unknown) =>
  new RatchetError(
    `settings-${what}`,
    what === 'unreadable'
      ? `${path} ${unreadableInWords(cause)}. Nothing was changed.`
      : `${path} cannot be written (${codeOf(cause) ?? messageOf(cause)}). Nothing was changed.`,
    { cause },
  );
