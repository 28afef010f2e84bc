import type {
  FaultCommand,
  FaultReport,
  Faults,
  FaultScript,
  FaultyWatcher,
} from '../../../core/sync/faults/faults.ts';
import type { Counters, WatcherReport } from '../../../core/sync/messages.ts';

/** `drop 10%, delay 200 ms`; `none` where nothing goes wrong. */
function faultsInWords({ drop, duplicate, reorder, delay, stall }: Faults): string {
  const chances = Object.entries({ drop, duplicate, reorder })
    .filter(([, value]) => value > 0)
    .map(([name, value]) => `${name} ${Number((value * 100).toFixed(2))}%`);
  const times = [...(delay > 0 ? [`delay ${delay} ms`] : []), ...(stall ? ['stall'] : [])];
  return [...chances, ...times].join(', ') || 'none';
}

export const who = (watcher: string): string => (watcher === '*' ? 'everyone' : watcher);

export const seconds = (milliseconds: number): string =>
  `${Number((milliseconds / 1000).toFixed(1))} s`;

export const plural = (count: number, one: string): string =>
  `${count} ${one}${count === 1 ? '' : 's'}`;

export function commandInWords(command: FaultCommand): string {
  switch (command.do) {
    case 'set':
      return `${who(command.watcher)}: ${faultsInWords(command.faults)}`;
    case 'cut':
      return `${who(command.watcher)}: cut for ${seconds(command.milliseconds)}`;
    case 'clear':
      return 'everyone: none, and no cut';
  }
}

/** Steps that are told one by one; a long script is summed up. */
const TOLD = 20;

/** What a script will do and when, a line a step. */
export function scriptInWords({ steps, seed }: FaultScript): string[] {
  const last = steps.reduce((latest, { at }) => Math.max(latest, at), 0);
  const rest = steps.length - TOLD;
  return [
    `${plural(steps.length, 'step')} over ${seconds(last)}, seed ${seed}`,
    ...steps
      .slice(0, TOLD)
      .map(({ at, command }) => `  at ${seconds(at)}  ${commandInWords(command)}`),
    ...(rest > 0 ? [`  and ${plural(rest, 'more step')}`] : []),
  ];
}

/** What each watcher counted, over all its streams, by its name of itself. */
function countedBy(reports: readonly WatcherReport[]): Map<string, Counters> {
  const streams = new Map<string, Map<string, Counters>>();
  for (const { id, streams: told } of reports) {
    const known = streams.get(id) ?? new Map<string, Counters>();
    streams.set(id, known);
    // A line that died may still be listed beside its successor: the later one counts.
    for (const { stream, counters } of told) if (counters) known.set(stream, counters);
  }
  const sums = [...streams].map(([id, known]) => [id, sumOf([...known.values()])] as const);
  return new Map(sums);
}

const sumOf = (counters: readonly Counters[]): Counters => {
  const sum = (name: keyof Counters) => counters.reduce((total, one) => total + one[name], 0);
  return {
    received: sum('received'),
    replayed: sum('replayed'),
    duplicates: sum('duplicates'),
    gaps: sum('gaps'),
    resyncs: sum('resyncs'),
    refreshed: sum('refreshed'),
  };
};

/** Everything there is to know, as tables of at most 80 columns. */
export function reportInWords(report: FaultReport, reports: readonly WatcherReport[]): string[] {
  const { watchers, everyone, script, pending } = report;
  const counted = countedBy(reports);
  const playing = pending > 0 ? `a script is playing, ${plural(pending, 'step')} to come` : '';
  const end = [`Seed ${script.seed}`, `${plural(script.steps.length, 'step')} recorded`, playing];
  const everyoneElse = ['*', 'everyone else', '', faultsInWords(everyone)];
  const states = watchers.map((watcher) => [
    watcher.label,
    watcher.client,
    linkInWords(watcher),
    faultsInWords(watcher.faults),
  ]);
  const tables = [
    table([['watcher', 'client', 'link', 'faults'], ...states, everyoneElse]),
    figures(
      'counted',
      watchers.map(({ label, id }) => [label, counted.get(id)]),
    ),
    figures(
      'texts',
      watchers.map(({ label, tallies }) => [label, tallies]),
    ),
  ];
  // One of titles alone says nothing: nobody watches, or nobody has told anything yet.
  const shown = tables.filter((lines) => lines.length > 1);
  return [...shown.flatMap((lines) => [...lines, '']), end.filter(Boolean).join(', ')];
}

function linkInWords({ connected, cutFor }: FaultyWatcher): string {
  if (cutFor > 0) return `cut for ${seconds(cutFor)}`;
  return connected ? 'connected' : 'away';
}

/** A table of numbers, with the names of its first row's figures above it. */
function figures(
  title: string,
  rows: readonly (readonly [string, Readonly<Record<string, number>> | undefined])[],
): string[] {
  const told = rows.flatMap(([label, row]) => (row ? [[label, row] as const] : []));
  const names = Object.keys(told[0]?.[1] ?? {});
  const lines = told.map(([label, row]) => [label, ...names.map((name) => String(row[name]))]);
  return table([[title, ...names], ...lines]);
}

function table(rows: readonly (readonly string[])[]): string[] {
  const columns = rows[0]?.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(columns?.[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
