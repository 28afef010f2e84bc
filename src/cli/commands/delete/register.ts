import type { Command } from 'commander';
import { deleteBuild, restoreBuild } from './delete.ts';

/** Adds `ratchet delete` and `ratchet restore`. */
export function addDelete(program: Command): void {
  program
    .command('delete')
    .description('delete a build and its sub-agents; that can be undone for a minute')
    .argument('<build>', 'its id, how that begins, or a part of its title')
    .action(deleteBuild);
  program
    .command('restore')
    .description('bring a build back that was deleted within the last minute')
    .argument('<id>', 'its id, as delete said it')
    .action(restoreBuild);
}
