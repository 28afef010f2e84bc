import type {
  FaultReport,
  Faults,
  FaultyWatcher,
  Tallies,
} from '../../../core/sync/faults/faults.ts';
import type { Counters, WatcherReport } from '../../../core/sync/messages.ts';
import { isFaulty } from './active.ts';

/** What the panel shows of one watcher. */
export interface FaultRow {
  readonly label: string;
  readonly client: string;
  /** This window itself. */
  readonly own: boolean;
  readonly connected: boolean;
  readonly faults: Faults;
  /** Milliseconds from the report on. */
  readonly cutFor: number;
  readonly tallies: Tallies;
  /** What it told of its builds; null where it has told nothing yet. */
  readonly counters: Counters | null;
}

/** Watchers that have left and still have a row: they may come back. */
const AWAY = 5;

/** This window first, then those that are here, then the latest that have left; `left` have no row. */
export function faultRows(
  report: FaultReport,
  watchers: readonly WatcherReport[],
  own: string,
): { rows: FaultRow[]; left: number } {
  const told = new Map(watchers.map((watcher) => [watcher.id, watcher]));
  const rows = report.watchers.map((watcher) => rowOf(watcher, told.get(watcher.id), own));
  const here = rows.filter(isHere);
  const away = rows.filter((row) => !isHere(row));
  const kept = away.slice(-AWAY);
  return {
    rows: [...here.filter((row) => row.own), ...here.filter((row) => !row.own), ...kept],
    left: away.length - kept.length,
  };
}

/** Whoever is cut or has faults is expected back. */
const isHere = ({ own, connected, cutFor, faults }: FaultRow): boolean =>
  own || connected || cutFor > 0 || isFaulty(faults);

function rowOf(watcher: FaultyWatcher, told: WatcherReport | undefined, own: string): FaultRow {
  const { label, id, client, connected, faults, cutFor, tallies } = watcher;
  return {
    label,
    client,
    own: id === own,
    connected,
    faults,
    cutFor,
    tallies,
    counters: told ? countersOf(told) : null,
  };
}

/** Of builds alone: what happens in them shows once more in the list of builds. */
function countersOf({ streams }: WatcherReport): Counters | null {
  return streams
    .filter(({ stream }) => stream !== 'builds')
    .map(({ counters }) => counters)
    .reduce<Counters | null>((sum, one) => (sum && one ? added(sum, one) : (sum ?? one)), null);
}

const added = (a: Counters, b: Counters): Counters => ({
  received: a.received + b.received,
  replayed: a.replayed + b.replayed,
  duplicates: a.duplicates + b.duplicates,
  gaps: a.gaps + b.gaps,
  resyncs: a.resyncs + b.resyncs,
  refreshed: a.refreshed + b.refreshed,
});
