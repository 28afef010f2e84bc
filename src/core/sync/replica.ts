import type { Run } from '../build/tables.ts';
import { GENESIS } from './digest.ts';
import type { Counters, Head, Stream, WatcherMessage } from './messages.ts';

/**
 * The watching side of one stream: a state, the version and digest it stands at, and what is on the
 * way. A pure machine: `step` takes what arrived and gives the next replica and what to send.
 */
export interface Replica<State> {
  readonly stream: Stream;
  readonly state: State;
  readonly version: number;
  readonly digest: string;
  readonly phase: 'offline' | 'asking' | 'live' | 'broken';
  /** Number of the latest question; answers to earlier ones are stale. */
  readonly ask: number;
  /** Heads seen since the latest question without an answer to it. */
  readonly headsWaited: number;
  /** Own version when a head above it was last seen: a second head without progress is a gap. */
  readonly behindAt: number | null;
  /** Questions since the version last moved: recovery makes progress or stops. */
  readonly fruitless: number;
  /** The parts that have come of a snapshot that has not. */
  readonly gathered: Gathered | null;
  readonly counters: Counters;
}

interface Gathered {
  readonly digest: string;
  readonly ask: number | undefined;
  readonly runs: readonly Run[];
}

/** How the events of a stream fold, and how they chain. */
export interface StreamKind<State, Event> {
  readonly empty: State;
  apply(state: State, events: readonly Event[]): State;
  /** Puts the rows that came in parts into the rest of their snapshot. */
  join(rest: State, runs: readonly Run[]): State;
  digest(previous: string, event: Event): string;
}

export type ReplicaInput<State, Event> =
  /** `afresh`: what the replica holds was folded by another reducer. */
  | { readonly type: 'connected'; readonly afresh?: boolean }
  | { readonly type: 'disconnected' }
  | Snapshot<State>
  | Part
  | Delta<Event>
  | { readonly type: 'current'; readonly ask: number }
  /** A heartbeat: the head of the stream, or null where the feed does not serve it to us. */
  | { readonly type: 'head'; readonly head: Head | null };

interface Snapshot<State> extends Head {
  readonly type: 'snapshot';
  readonly state: State;
  /** How many parts belong to it. */
  readonly parts?: number | undefined;
  readonly ask?: number | undefined;
}

interface Part extends Head, Run {
  readonly type: 'part';
  /** Its number, from 0. */
  readonly part: number;
  readonly ask?: number | undefined;
}

interface Delta<Event> extends Head {
  readonly type: 'delta';
  readonly base: number;
  readonly events: readonly Event[];
  readonly ask?: number | undefined;
}

export interface ReplicaStep<State> {
  readonly replica: Replica<State>;
  readonly send: readonly WatcherMessage[];
}

/** Questions without progress after which a replica gives up. */
const PATIENCE = 6;

/** Questions without progress after which a snapshot is asked for as one message: of many, one is lost sooner. */
const PARTS_PATIENCE = 2;

export function newReplica<State>(
  stream: Stream,
  kind: Pick<StreamKind<State, never>, 'empty'>,
): Replica<State> {
  return {
    stream,
    state: kind.empty,
    version: 0,
    digest: GENESIS,
    phase: 'offline',
    ask: 0,
    headsWaited: 0,
    behindAt: null,
    fruitless: 0,
    gathered: null,
    counters: { received: 0, replayed: 0, duplicates: 0, gaps: 0, resyncs: 0, refreshed: 0 },
  };
}

export function step<State, Event>(
  kind: StreamKind<State, Event>,
  replica: Replica<State>,
  input: ReplicaInput<State, Event>,
): ReplicaStep<State> {
  switch (input.type) {
    case 'connected':
      return question({ ...replica, fruitless: 0 }, !input.afresh);
    case 'disconnected':
      return still({ ...replica, phase: 'offline', behindAt: null, gathered: null });
    case 'snapshot':
      return replica.phase === 'offline' ? still(replica) : takeSnapshot(kind, replica, input);
    case 'part':
      return still(replica.phase === 'offline' ? replica : takePart(replica, input));
    case 'delta':
      return replica.phase === 'offline' ? still(replica) : takeDelta(kind, replica, input);
    case 'current':
      return still(answers(replica, input) ? live(replica) : replica);
    case 'head':
      return takeHead(replica, input.head);
  }
}

/**
 * An answer is the feed's word on our own question, and may lead to another history. Anything else
 * that is not ahead is late, and taking it would turn the version back.
 */
const isWanted = (replica: Replica<unknown>, snapshot: Head & { ask?: number | undefined }) =>
  snapshot.ask === undefined ? snapshot.version > replica.version : answers(replica, snapshot);

/** Parts are gathered in their order; what does not follow is missing when the snapshot comes. */
function takePart<State>(replica: Replica<State>, part: Part): Replica<State> {
  const wanted = isWanted(replica, part);
  if (!wanted) return replica;
  const { digest, ask, table, rows } = part;
  // A question that came twice is answered twice, the second time perhaps by a later state.
  const runs = isOf(replica.gathered, part) ? replica.gathered.runs : [];
  // The answer is on its way: it is not lost because two heads came between its parts.
  const next = { ...replica, headsWaited: 0 };
  if (part.part !== runs.length) return next;
  return { ...next, gathered: { digest, ask, runs: [...runs, { table, rows }] } };
}

const isOf = (
  gathered: Gathered | null,
  { digest, ask }: { digest: string; ask?: number | undefined },
): gathered is Gathered => gathered?.digest === digest && gathered.ask === ask;

/** The whole state of a snapshot; null where not all of its parts are there. */
function wholeOf<State, Event>(
  kind: StreamKind<State, Event>,
  { gathered }: Replica<State>,
  snapshot: Snapshot<State>,
): State | null {
  if (snapshot.parts === undefined) return snapshot.state;
  if (!isOf(gathered, snapshot) || gathered.runs.length !== snapshot.parts) return null;
  return kind.join(snapshot.state, gathered.runs);
}

function takeSnapshot<State, Event>(
  kind: StreamKind<State, Event>,
  replica: Replica<State>,
  snapshot: Snapshot<State>,
): ReplicaStep<State> {
  const wanted = isWanted(replica, snapshot);
  if (!wanted) return still(replica);
  const state = wholeOf(kind, replica, snapshot);
  if (state === null) {
    // The question was answered, and the answer is of no use.
    return resync(answers(replica, snapshot) ? live(replica) : replica);
  }
  const { version, digest } = snapshot;
  const taken = { ...replica, version, digest, state };
  const refreshed = replica.counters.refreshed + 1;
  return acknowledged(live({ ...taken, counters: { ...replica.counters, refreshed } }));
}

function takeDelta<State, Event>(
  kind: StreamKind<State, Event>,
  replica: Replica<State>,
  delta: Delta<Event>,
): ReplicaStep<State> {
  const { counters } = replica;
  if (delta.version <= replica.version) {
    const duplicates = counters.duplicates + delta.events.length;
    const known = { ...replica, counters: { ...counters, duplicates } };
    return acknowledged(answers(replica, delta) ? live(known) : known);
  }
  if (delta.base > replica.version) {
    return resync({ ...replica, counters: { ...counters, gaps: counters.gaps + 1 } });
  }
  // The part that we know is skipped. The digest proves that what is left follows from our own
  // history, and with it that the skipped part was ours.
  const fresh = delta.events.slice(-(delta.version - replica.version));
  let digest = replica.digest;
  for (const event of fresh) digest = kind.digest(digest, event);
  if (digest !== delta.digest) return resync(replica);

  const solicited = answers(replica, delta);
  const taken: Replica<State> = {
    ...replica,
    state: kind.apply(replica.state, fresh),
    version: delta.version,
    digest,
    fruitless: 0,
    counters: {
      ...counters,
      duplicates: counters.duplicates + delta.events.length - fresh.length,
      received: counters.received + (solicited ? 0 : fresh.length),
      replayed: counters.replayed + (solicited ? fresh.length : 0),
    },
  };
  // Whoever had given up is on the way again: what follows by its digest proves that.
  const isLive = solicited || replica.phase === 'broken';
  return acknowledged(isLive ? live(taken) : { ...taken, behindAt: null });
}

function takeHead<State>(replica: Replica<State>, head: Head | null): ReplicaStep<State> {
  if (replica.phase === 'asking') {
    // The question or its answer was lost when two heads have come and no answer.
    if (replica.headsWaited === 0) return still({ ...replica, headsWaited: 1 });
    return resync({ ...replica, phase: 'live' });
  }
  if (replica.phase === 'offline') return still(replica);
  if (head?.version === replica.version && head.digest === replica.digest) {
    return still({ ...live(replica), fruitless: 0 });
  }
  if (replica.phase === 'broken') return still(replica);
  if (!head) return resync(replica);
  // A head above ours may still be on its way to us; one that differs otherwise is another history.
  if (head.version > replica.version && replica.behindAt !== replica.version) {
    return still({ ...replica, behindAt: replica.version });
  }
  const gap = head.version > replica.version ? 1 : 0;
  const { counters } = replica;
  return resync({ ...replica, counters: { ...counters, gaps: counters.gaps + gap } });
}

/** Asks again on a live connection, unless an answer is on its way already. */
function resync<State>(replica: Replica<State>): ReplicaStep<State> {
  if (replica.phase === 'asking' || replica.phase === 'broken') return still(replica);
  const resyncs = replica.counters.resyncs + 1;
  const fruitless = replica.fruitless + 1;
  const next = {
    ...replica,
    fruitless,
    gathered: null,
    counters: { ...replica.counters, resyncs },
  };
  if (fruitless > PATIENCE) return still({ ...next, phase: 'broken' });
  // Half-way through its patience a replica no longer trusts what it holds.
  return question(next, fruitless <= PATIENCE / 2);
}

/** A question without `since` is always answered by a snapshot. */
function question<State>(replica: Replica<State>, trusted: boolean): ReplicaStep<State> {
  const ask = replica.ask + 1;
  const { version, digest, stream } = replica;
  const watch: WatcherMessage = {
    type: 'watch',
    stream,
    mode: 'deltas',
    ask,
    ...(replica.fruitless < PARTS_PATIENCE ? { parts: true } : {}),
    ...(trusted ? { since: { version, digest } } : {}),
  };
  const nothing = { headsWaited: 0, behindAt: null, gathered: null };
  return { replica: { ...replica, ...nothing, ask, phase: 'asking' }, send: [watch] };
}

const answers = (replica: Replica<unknown>, message: { ask?: number | undefined }) =>
  replica.phase === 'asking' && message.ask === replica.ask;

const live = <State>(replica: Replica<State>): Replica<State> => ({
  ...replica,
  phase: 'live',
  headsWaited: 0,
  behindAt: null,
  gathered: null,
});

const still = <State>(replica: Replica<State>): ReplicaStep<State> => ({ replica, send: [] });

const acknowledged = <State>(replica: Replica<State>): ReplicaStep<State> => ({
  replica,
  send: [{ type: 'ack', stream: replica.stream, version: replica.version }],
});
