import { parseArgs } from 'node:util';

export interface Arguments {
  readonly quick: boolean;
  readonly list: boolean;
  readonly json: string | null;
  /** Names of benchmarks; empty: all. */
  readonly only: readonly string[];
  /** A folder for processor profiles of each benchmark's process. */
  readonly profile: string | null;
}

export const help = `npm run bench [-- options]
  --quick         small sizes and few rounds: under a minute
  --only NAME     this benchmark alone; may be repeated, or "a,b"
  --list          print the names of the benchmarks
  --json FILE     write the results there as well
  --profile DIR   write a processor profile of each benchmark there (--cpu-prof)`;

/** @throws Error that says what is not understood, and what there is */
export function readArguments(given: readonly string[], known: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...given],
    options: {
      quick: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      json: { type: 'string' },
      only: { type: 'string', multiple: true, default: [] },
      profile: { type: 'string' },
    },
  });
  const only = values.only.flatMap((names) => names.split(',')).filter((name) => name !== '');
  const unknown = only.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Error(`There is no benchmark "${unknown}". There are: ${known.join(', ')}.`);
  }
  return {
    quick: values.quick,
    list: values.list,
    json: values.json ?? null,
    only,
    profile: values.profile ?? null,
  };
}
