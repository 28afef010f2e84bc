import { Command, CommanderError } from 'commander';
import { codeOf, errorLine } from '../core/errors.ts';
import { localAgents } from '../core/local-agents.ts';
import { addDelete } from './commands/delete/register.ts';
import { addExport } from './commands/export/register.ts';
import { addFaults } from './commands/faults/register.ts';
import { importSessions } from './commands/import/import.ts';
import { addHooks } from './commands/hooks/register.ts';
import { inspect } from './commands/inspect.ts';
import { openAddress } from './commands/open.ts';
import { printOtel } from './commands/otel.ts';
import { replay } from './commands/replay.ts';
import { run } from './commands/run.ts';
import { unwatch } from './commands/unwatch.ts';
import { watch } from './commands/watch.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { version } from './version.ts';

const formatOption = [
  '--format <name>',
  'format of the records; detected where it is not given',
] as const;

const program = new Command('ratchet')
  .description('Watch builds made by coding agents.')
  .version(version)
  .exitOverride()
  .showHelpAfterError()
  .enablePositionalOptions()
  .addHelpText(
    'after',
    `
Where data is kept: RATCHET_DATA_DIR, else the platform's own place for it.
Exit codes: 0 done; 1 failed; 2 wrong usage; 3 no running host, or Node is too old.
run gives the exit code of its command; 126 it cannot be run; 127 it is not there.
import and replay end with 130 where Ctrl-C stopped them.`,
  );

program
  .command('watch')
  .description(
    'follow files, or the sessions in folders, while they grow; without a path: all sessions of the agents on this machine',
  )
  .argument('[path...]', 'files and folders')
  .option('--agents <names>', `of the agents only these, with commas: ${localAgents.join(',')}`)
  .option(...formatOption)
  .action(watch);

program
  .command('import')
  .description(
    'record old sessions: files, or those in folders, each from where it was recorded; bring bundles back as builds',
  )
  .argument('<path...>', 'files, folders and bundles')
  .option('--json', 'print JSON')
  .option(...formatOption)
  .action(importSessions);

program
  .command('unwatch')
  .description('stop following paths; what was recorded stays; without a path: say what is watched')
  .argument('[path...]', 'as they were given to watch, or as this lists them')
  .option('--agents <names>', `all of these agents, with commas: ${localAgents.join(',')}`)
  .action(unwatch);

program
  .command('run')
  .description('run a command and record what it prints; its output and exit code are passed on')
  .argument('<command...>', 'the command and its arguments, after --')
  .option(...formatOption)
  .option(
    '--both',
    'record what it reads as well: a protocol, as --format acp and codex-app-server are',
  )
  .passThroughOptions()
  .action(run);

program
  .command('replay')
  .description('play a recording as a build of its own, at the pace at which it was made')
  .argument('<file>', 'the recording')
  .option('--speed <factor>', 'times as fast as it was made; 0: as fast as it goes', '1')
  .option(...formatOption)
  .action(replay);

program
  .command('inspect')
  .description(
    'count what is in a recording, or say which build a bundle is; needs no running host',
  )
  .argument('<file>', 'the recording')
  .option('--json', 'print JSON')
  .option(...formatOption)
  .action(inspect);

program
  .command('open')
  .description('print the address of the running monitor, to open in a browser')
  .argument('[link]', 'one that was copied in a window: the address then leads there')
  .action(openAddress);

program
  .command('otel')
  .description(
    'print the variables that send OpenTelemetry to the running monitor: eval "$(ratchet otel)"',
  )
  .action(printOtel);

addHooks(program);
addExport(program);
addDelete(program);
addFaults(program);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has said it already. Asking for help or the version is no mistake.
    process.exitCode = error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  } else {
    console.error(`ratchet: ${errorLine(error)}`);
    process.exitCode = exitCodeOf(codeOf(error));
  }
}
