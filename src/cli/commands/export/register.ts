import { type Command, Option } from 'commander';
import { exportForms } from '../../../core/export-answer.ts';
import { exportBuild } from './export.ts';

/** Adds `ratchet export`. */
export function addExport(program: Command): void {
  program
    .command('export')
    .description('write a build as one file; secrets and home paths are left out, and listed')
    .argument('<build>', 'its id, how that begins, or a part of its title')
    .addOption(
      new Option('--as <form>', 'a bundle reopens in full, html can be read anywhere')
        .choices(exportForms)
        .default('bundle'),
    )
    .option('-o, --output <file>', 'file or folder; "-" writes to the standard output')
    .option('--keep-secrets', 'leave everything in')
    .option('--force', 'replace a file that is there already')
    .option('--json', 'say in JSON what was written')
    .action(exportBuild);
}
