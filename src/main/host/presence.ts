import type { BuildSummary, Gone } from '../../core/build/summary.ts';

export interface PresenceWorld {
  now(): number;
  after(milliseconds: number, callback: () => void): () => void;
  /** Whether a process of this machine is there. */
  isAlive(process: number): boolean;
}

/** A line over which a program hands events over, until it closes. */
export interface ProducerLine {
  /** Events of a build came over it. */
  tells(build: string): void;
  close(): void;
}

/** The list of builds, as it is known by. */
export interface PresenceList {
  /** Whether a build is there and has not ended: else nobody has to tell of its end. */
  goesOn(build: string): boolean;
  /** What is known of a build is another than before. */
  changed(build: string): void;
}

/** How often processes are looked at. Milliseconds. */
export const LOOK = 5000;
/** A line that broke is given so long to come back. Milliseconds. */
const GRACE = 15_000;
/** What a process wrote may be read when it is gone, with times up to then. Milliseconds. */
const LATE = 5000;

interface Watched {
  readonly process: number;
  /** It was there when it was looked at: a shell between agent and hook would be gone by then. */
  isTrusted: boolean;
}

/**
 * What the host sees of those who tell of builds, beside what they tell: whether the process behind a
 * session is there, and the line of a producer. It holds for this run of the host, and is in no log.
 */
export class Presence {
  readonly #world: PresenceWorld;
  readonly #list: PresenceList;
  readonly #gone = new Map<string, Gone>();
  readonly #processes = new Map<string, Watched>();
  /** Builds that open lines tell of, and how many tell of each. */
  readonly #lines = new Map<string, number>();
  readonly #timers = new Set<() => void>();
  #isLooking = false;
  #isClosed = false;

  constructor(world: PresenceWorld, list: PresenceList) {
    this.#world = world;
    this.#list = list;
  }

  /** The summary that was announced, with what is known besides. */
  seen(summary: BuildSummary): BuildSummary {
    const { id, endedAt, lastEventAt } = summary;
    const gone = this.#gone.get(id);
    // It was seen to end, or tells again: by another way, or resumed by another process.
    const isOver = endedAt !== null && summary.parentSession === null;
    const isBack =
      gone && (gone.what === 'producer' || (lastEventAt ?? 0) > gone.at + LATE) && !isOver;
    if (isOver) this.#processes.delete(id);
    if (isOver || isBack) this.#gone.delete(id);
    return this.with(summary);
  }

  with(summary: BuildSummary): BuildSummary {
    const gone = this.#gone.get(summary.id) ?? null;
    return gone === summary.gone ? summary : { ...summary, gone };
  }

  /** A process told of a build, and is there for as long as its session is. */
  process(build: string, process: number): void {
    const known = this.#processes.get(build);
    if (known?.process === process) return;
    this.#processes.set(build, { process, isTrusted: false });
    this.#forget(build);
    this.#look();
  }

  line(): ProducerLine {
    const builds = new Set<string>();
    let isClosed = false;
    return {
      tells: (build) => {
        if (builds.has(build)) return;
        builds.add(build);
        // Committed when the line had broken already: nobody holds it open.
        if (isClosed) return;
        this.#lines.set(build, (this.#lines.get(build) ?? 0) + 1);
        if (this.#gone.get(build)?.what === 'producer') this.#forget(build);
      },
      close: () => {
        isClosed = true;
        const at = this.#world.now();
        for (const build of builds) {
          const others = (this.#lines.get(build) ?? 1) - 1;
          if (others > 0) this.#lines.set(build, others);
          else this.#lines.delete(build);
        }
        this.#after(GRACE, () => {
          for (const build of builds) {
            if (!this.#lines.has(build)) this.#lose(build, { what: 'producer', at });
          }
        });
      },
    };
  }

  close(): void {
    this.#isClosed = true;
    for (const cancel of this.#timers) cancel();
  }

  #look(): void {
    if (this.#isLooking || this.#processes.size === 0) return;
    this.#isLooking = true;
    this.#after(LOOK, () => {
      this.#isLooking = false;
      for (const [build, watched] of this.#processes) {
        if (this.#world.isAlive(watched.process)) {
          watched.isTrusted = true;
          continue;
        }
        this.#processes.delete(build);
        if (watched.isTrusted) this.#lose(build, { what: 'process', at: this.#world.now() });
      }
      this.#look();
    });
  }

  #lose(build: string, gone: Gone): void {
    if (this.#gone.has(build) || !this.#list.goesOn(build)) return;
    this.#gone.set(build, gone);
    this.#list.changed(build);
  }

  #forget(build: string): void {
    if (this.#gone.delete(build)) this.#list.changed(build);
  }

  #after(milliseconds: number, callback: () => void): void {
    if (this.#isClosed) return;
    const cancel = this.#world.after(milliseconds, () => {
      this.#timers.delete(cancel);
      callback();
    });
    this.#timers.add(cancel);
  }
}

/** Whether a process of this machine is there; one of somebody else is there as well. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
