import type { Command } from 'commander';
import { hooksStatus, installHooksFor, uninstallHooksFor } from './hooks.ts';

/** Adds `ratchet hooks` and its commands. */
export function addHooks(program: Command): void {
  const hooks = program
    .command('hooks')
    .description("an agent's hooks: they tell what its files lack (who waits for you, the end)");
  const changing = (name: string, what: string) =>
    hooks
      .command(name)
      .description(what)
      .argument('<agent>', 'claude-code')
      .option('--user', 'in the settings of the user (the default)')
      .option('--project', 'in .claude/settings.local.json of this folder')
      .option('--yes', 'do not ask');
  changing('install', 'show the change of the settings, ask, and make it').action(installHooksFor);
  changing('uninstall', 'take out what install put in').action(uninstallHooksFor);
  hooks.command('status').description('which hooks are installed, and where').action(hooksStatus);
}
