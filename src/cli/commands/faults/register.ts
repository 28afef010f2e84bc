import type { Command } from 'commander';
import type { Faults } from '../../../core/sync/faults/faults.ts';
import { chance, cutSeconds, delay, seed, watcher } from './arguments.ts';
import { clear, cut, listFaults, play, printScript, record, setFaults } from './faults.ts';

const watcherOption = [
  '--watcher <label>',
  'one watcher, as "ratchet faults" lists it; without it everyone, also those to come',
  watcher,
  '*',
] as const;

/** Adds `ratchet faults` and what belongs to it. */
export function addFaults(program: Command): void {
  const faults = program
    .command('faults')
    .description('list who watches, and what goes wrong for them on purpose (host: --faults)')
    .option('--json', 'print JSON')
    .action(listFaults);

  faults
    .command('set')
    .description('replace the faults of a watcher; chances as 0.1 or 10%')
    .option(...watcherOption)
    .option('--drop <chance>', 'messages that vanish', chance)
    .option('--duplicate <chance>', 'messages that arrive twice', chance)
    .option('--reorder <chance>', 'messages that later ones overtake', chance)
    .option('--delay <milliseconds>', 'how long every message is on its way', delay)
    .option('--stall', 'nothing moves until this is over')
    .action(
      async ({ watcher: label, ...given }: Partial<Faults> & { watcher: string }, set: Command) => {
        if (Object.keys(given).length === 0) {
          set.error('error: name a fault, such as --drop 10%; --drop 0 alone heals one watcher');
        }
        await setFaults(label, given);
      },
    );

  faults
    .command('cut')
    .description('end the connection, and refuse a new one for some seconds')
    .argument('<seconds>', 'decimals are allowed', cutSeconds)
    .option(...watcherOption)
    .action((milliseconds: number, options: { watcher: string }) =>
      cut(options.watcher, milliseconds),
    );

  faults.command('clear').description('end all faults, and a script that is playing').action(clear);

  faults
    .command('record')
    .description('end all faults, and begin a new script')
    .option(
      '--seed <number>',
      'seed of the chances; without it a random one, which is printed',
      seed,
    )
    .action(record);

  faults
    .command('script')
    .description('print what was done since, as JSON that play takes')
    .action(printScript);

  faults
    .command('play')
    .description('do a recorded script again, with the same seed')
    .argument('<file>', 'what script printed; "-" reads the standard input')
    .option('--wait', 'return when nothing is to come any more')
    .action(play);
}
