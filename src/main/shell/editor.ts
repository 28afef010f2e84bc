import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { basename, delimiter, isAbsolute, join } from 'node:path';
import { RatchetError } from '../../core/errors.ts';
import type { FileOfCall } from '../host/file-of-call.ts';

/** A program with its arguments. Never a line for a shell: a file may be called anything. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
}

type Placing = (file: string, line: number) => string[];
const afterColon: Placing = (file, line) => [`${file}:${line}`];
const goto: Placing = (file, line) => ['-g', `${file}:${line}`];
const named: Placing = (file, line) => ['--line', String(line), file];

/** Editors with a window, in the order in which they are looked for, and how each takes a line. */
const editors = new Map<string, Placing>([
  ['code', goto],
  ['cursor', goto],
  ['windsurf', goto],
  ['codium', goto],
  ['code-insiders', goto],
  ['zed', afterColon],
  ['zeditor', afterColon],
  ['subl', afterColon],
  ['idea', named],
  ['webstorm', named],
  ['pycharm', named],
]);

/**
 * The command that opens a file in the user's editor: what RATCHET_EDITOR says; what VISUAL or EDITOR
 * say, if that has a window of its own; else the first one that is installed. Null where there is none.
 * @param find the absolute path of a program, where it is installed
 */
export function editorCommand(
  { path, line }: FileOfCall,
  env: Readonly<Record<string, string | undefined>>,
  find: (program: string) => string | null,
): Command | null {
  const own = wordsOf(env['RATCHET_EDITOR']);
  const usual = [wordsOf(env['VISUAL']), wordsOf(env['EDITOR'])].filter(([program]) =>
    editors.has(nameOf(program ?? '')),
  );
  const installed = [...editors.keys()].map((name) => [name]);
  const wanted = own.length > 0 ? [own] : [...usual, ...installed];
  for (const [name = '', ...args] of wanted) {
    const program = isAbsolute(name) ? name : find(name);
    if (program === null) continue;
    const placing = editors.get(nameOf(name));
    const file = line === null || !placing ? [path] : placing(path, line);
    // It opens the file, and waits for nothing.
    return { program, args: [...args.filter((arg) => !/^(?:-w|--wait)$/.test(arg)), ...file] };
  }
  return null;
}

const nameOf = (program: string): string => basename(program).replace(/\.exe$/i, '');

/** The words of a command; quotes keep one together. Nothing in it is expanded. */
function wordsOf(command: string | undefined): string[] {
  const words = (command ?? '').match(/"[^"]*"|'[^']*'|[^\s"']+/g) ?? [];
  return words.map((word) => word.replace(/^(["'])(.*)\1$/s, '$2')).filter(Boolean);
}

/** Opens a file in the user's editor. @throws RatchetError `no-editor`, `editor-failed` */
export async function openInEditor(file: FileOfCall): Promise<void> {
  const command = editorCommand(file, process.env, findProgram);
  if (!command) {
    throw new RatchetError(
      'no-editor',
      'No editor was found. Set RATCHET_EDITOR to the command of one, for example "code", and start Ratchet again.',
    );
  }
  await new Promise<void>((done, fail) => {
    // Its folder is the user's: a project could hold what an editor takes its settings from.
    const child = spawn(command.program, command.args, {
      cwd: homedir(),
      shell: false,
      detached: true,
      stdio: 'ignore',
    });
    child.once('spawn', done);
    child.once('error', ({ message }) =>
      fail(new RatchetError('editor-failed', `The editor could not be started: ${message}`)),
    );
    child.unref();
  });
}

/** Where applications that are started from a desktop have no path of a shell. */
const usualPlaces = ['/usr/local/bin', '/opt/homebrew/bin', '/usr/bin', '/snap/bin'];

function findProgram(name: string): string | null {
  const places = [...(process.env['PATH'] ?? '').split(delimiter), ...usualPlaces];
  const ending = process.platform === 'win32' ? '.exe' : '';
  for (const place of places.filter(isAbsolute)) {
    const program = join(place, `${name}${ending}`);
    try {
      accessSync(program, constants.X_OK);
      return program;
    } catch {
      // Not there: the next one.
    }
  }
  return null;
}
