import { join } from 'node:path';
import { type CommandOptions, type CommandResult, run } from './command.ts';
import { root } from './paths.ts';

// Run by their script and this Node rather than by name, so that neither the path nor the shell matters.
const tools = {
  'electron-vite': 'electron-vite/bin/electron-vite.js',
  vitest: 'vitest/vitest.mjs',
  playwright: '@playwright/test/cli.js',
} as const;

/** Runs a tool of the project. */
export function runTool(
  tool: keyof typeof tools,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const script = join(root, 'node_modules', tools[tool]);
  return run(process.execPath, [script, ...args], { cwd: root, ...options });
}

/** Runs a script of package.json. */
export function runNpmScript(name: string, options: CommandOptions = {}): Promise<CommandResult> {
  const npm = process.env['npm_execpath'];
  const [command, first] = npm === undefined ? ['npm', []] : [process.execPath, [npm]];
  return run(command, [...first, 'run', '--silent', name], { cwd: root, ...options });
}
