import { seededRandom } from '../../random.ts';
import type { Channel } from '../channel.ts';
import { parseWatcherMessage } from '../messages.ts';
import {
  type FaultCommand,
  type FaultReport,
  type FaultRequest,
  type Faults,
  type FaultScript,
  LONGEST_SCRIPT,
  newTallies,
  noFaults,
  type Tallies,
} from './faults.ts';
import { type FaultyChannel, faultyChannel, type FaultLines } from './faulty-channel.ts';
import { FaultLine, type FaultWorld } from './line.ts';

interface Watcher {
  readonly label: string;
  readonly id: string;
  readonly client: string;
  readonly tallies: Tallies;
  /** Null: those of everyone. */
  faults: Faults | null;
  cutUntil: number;
  random: { readonly there: () => number; readonly back: () => number };
  readonly open: Map<FaultyChannel, FaultLines>;
}

/** Watchers that are remembered while they are away. */
const MOST_WATCHERS = 200;

/**
 * Makes things go wrong between a host and its watchers, on purpose: it stands where the host accepts
 * a channel, does to each watcher's texts what it is told, and records what it was told and when, so
 * that the same can be done again. The same seed and script give the n-th text of a watcher the same fate.
 */
export class FaultBoard {
  readonly #world: FaultWorld;
  readonly #watchers = new Map<string, Watcher>();
  #everyone: Faults = noFaults;
  #everyoneCutUntil = 0;
  #labels = 0;
  #script: { seed: number; steps: FaultScript['steps'] };
  /** Null until the first command. */
  #began: number | null = null;
  readonly #pending = new Set<() => void>();

  constructor(world: FaultWorld, seed: number) {
    this.#world = world;
    this.#script = { seed, steps: [] };
  }

  /** The channel that the host is to use instead of this one. */
  accept(channel: Channel): Channel {
    let watcher: Watcher | null = null;
    const faulty = faultyChannel(channel, (first) => {
      watcher = this.#watcherOf(first);
      if (this.#cutFor(watcher) > 0) return null;
      const lines = this.#linesFor(watcher);
      watcher.open.set(faulty, lines);
      return lines;
    });
    faulty.onClose(() => watcher?.open.delete(faulty));
    return faulty;
  }

  take(request: FaultRequest): void {
    switch (request.type) {
      case 'command':
        this.do(request.command);
        break;
      case 'play':
        this.play(request.script);
        break;
      case 'record':
        this.record(request.seed);
        break;
    }
  }

  do(command: FaultCommand): void {
    if (command.do === 'clear') this.#cancelPending();
    this.#apply(command);
  }

  /** @param due when a script says that it is done; absent: now */
  #apply(command: FaultCommand, due?: number): void {
    this.#note(command, due);
    if (command.do === 'clear') {
      this.#heal();
      return;
    }
    const { watcher: label } = command;
    const chosen = [...this.#watchers.values()].filter(
      (watcher) => label === '*' || watcher.label === label,
    );
    if (command.do === 'set') {
      if (label === '*') this.#everyone = command.faults;
      for (const watcher of chosen) watcher.faults = label === '*' ? null : command.faults;
      this.#flush();
      return;
    }
    const until = this.#world.now() + command.milliseconds;
    if (label === '*') this.#everyoneCutUntil = until;
    for (const watcher of chosen) {
      watcher.cutUntil = until;
      watcher.tallies.cuts += 1;
      for (const channel of watcher.open.keys()) channel.cut();
    }
  }

  /** Heals everything, and begins a new script with a seed of its own. */
  record(seed: number): void {
    this.#cancelPending();
    this.#heal();
    this.#script = { seed, steps: [] };
    this.#began = null;
  }

  /** Does a recorded script again: the same commands at the same times, with the same seed. */
  play(script: FaultScript): void {
    this.record(script.seed);
    this.#began = this.#world.now();
    for (const { at, command } of script.steps) {
      const cancel = this.#world.after(at, () => {
        this.#pending.delete(cancel);
        // Not `do`: a `clear` that is in the script does not end the script.
        this.#apply(command, at);
      });
      this.#pending.add(cancel);
    }
  }

  report(): FaultReport {
    return {
      watchers: [...this.#watchers.values()].map((watcher) => ({
        label: watcher.label,
        id: watcher.id,
        client: watcher.client,
        connected: watcher.open.size > 0,
        faults: this.#faultsOf(watcher),
        cutFor: this.#cutFor(watcher),
        tallies: { ...watcher.tallies },
      })),
      everyone: this.#everyone,
      script: { seed: this.#script.seed, steps: [...this.#script.steps] },
      pending: this.#pending.size,
    };
  }

  /** Stops what is still to come of a script, and lets go what is on its way: a host says goodbye. */
  close(): void {
    this.#cancelPending();
    this.#heal();
  }

  /** What does not fit the longest script is done and not recorded. */
  #note(command: FaultCommand, due: number | undefined): void {
    const { steps } = this.#script;
    const now = this.#world.now();
    this.#began ??= now;
    // Chance begins with the first command, as time does: what went before it need not be the same.
    if (steps.length === 0) {
      for (const watcher of this.#watchers.values()) watcher.random = this.#randomOf(watcher.label);
    }
    // Timers are a little early or late: a script that was played is the script, not another one.
    const at = Math.max(steps.at(-1)?.at ?? 0, due ?? Math.round(now - this.#began));
    if (steps.length >= LONGEST_SCRIPT.steps || at > LONGEST_SCRIPT.milliseconds) return;
    steps.push({ at, command });
  }

  #heal(): void {
    this.#everyone = noFaults;
    this.#everyoneCutUntil = 0;
    for (const watcher of this.#watchers.values()) {
      watcher.faults = null;
      watcher.cutUntil = 0;
    }
    this.#flush();
  }

  #flush(): void {
    for (const { open } of this.#watchers.values()) {
      for (const { there, back } of open.values()) {
        there.flush();
        back.flush();
      }
    }
  }

  #cancelPending(): void {
    for (const cancel of this.#pending) cancel();
    this.#pending.clear();
  }

  #faultsOf = (watcher: Watcher): Faults => watcher.faults ?? this.#everyone;

  #cutFor(watcher: Watcher): number {
    const until = Math.max(watcher.cutUntil, this.#everyoneCutUntil);
    return Math.max(0, Math.ceil(until - this.#world.now()));
  }

  #linesFor(watcher: Watcher): FaultLines {
    const line = (direction: 'there' | 'back') =>
      new FaultLine({
        faults: () => this.#faultsOf(watcher),
        world: this.#world,
        // Asked each time: a new script begins the chances anew.
        random: () => watcher.random[direction](),
        tallies: watcher.tallies,
      });
    return { there: line('there'), back: line('back') };
  }

  #watcherOf(first: string): Watcher {
    const { id, client } = introduction(first) ?? {
      id: `nameless-${this.#labels + 1}`,
      client: '',
    };
    const known = this.#watchers.get(id);
    if (known) return known;
    this.#forgetOne();
    this.#labels += 1;
    const label = `w${this.#labels}`;
    const watcher: Watcher = {
      label,
      id,
      client,
      faults: null,
      cutUntil: 0,
      random: this.#randomOf(label),
      open: new Map(),
      tallies: newTallies(),
    };
    this.#watchers.set(id, watcher);
    return watcher;
  }

  #forgetOne(): void {
    if (this.#watchers.size < MOST_WATCHERS) return;
    const away = [...this.#watchers.values()].find(({ open }) => open.size === 0);
    if (away) this.#watchers.delete(away.id);
  }

  #randomOf(label: string): Watcher['random'] {
    const number = Number(label.slice(1));
    const { seed } = this.#script;
    return { there: seededRandom(seed + number * 2), back: seededRandom(seed + number * 2 + 1) };
  }
}

function introduction(text: string): { id: string; client: string } | null {
  const message = parseWatcherMessage(text);
  return 'type' in message && message.type === 'hello' && message.watcher !== undefined
    ? { id: message.watcher, client: message.client }
    : null;
}
