import type { BuildSummary } from '../build/summary.ts';
import type { Settings } from '../settings/settings.ts';
import { type NoticeKind, noticeKinds } from './kinds.ts';
import { noticeOf, noticeOfMany, type Words } from './words.ts';

/** A notification of the system, as it is to be shown. One with the same id takes the place of the one before. */
export interface Notice extends Words {
  readonly id: string;
  /** What a click opens. */
  readonly build: string;
  readonly silent: boolean;
}

/** What is to be done about notifications now. */
export interface Told {
  readonly show: readonly Notice[];
  /** Ids of those that no longer hold, or were seen in the window. */
  readonly withdraw: readonly string[];
}

export interface Circumstances {
  readonly notify: Settings['notify'];
  /** The build that somebody is looking at: it is on the screen of a window that has the focus. */
  readonly looksAt: string | null;
}

/** An older event is history that is being read: nobody is to be called for it. Milliseconds. */
const RECENT = 2 * 60_000;
/** What is over sooner was nothing, as a permission that is given by a rule. Milliseconds. */
const SETTLE = 1000;
/** Between two times that something of a kind is told. Milliseconds. */
const PAUSE = 5000;
/** More than these at a time are told as one. */
const MOST = 3;

interface Standing {
  readonly kind: NoticeKind | null;
  /** Tells one request from the next. */
  readonly asks: string | null;
}

interface Pending {
  readonly kind: NoticeKind;
  readonly build: BuildSummary;
  readonly since: number;
}

/** Decides which notifications are shown, and which are taken back. Times are passed in. */
export class Notices {
  readonly #standing = new Map<string, Standing>();
  readonly #pending = new Map<string, Pending>();
  readonly #shown = new Map<string, { kind: NoticeKind; builds: Set<string> }>();
  readonly #toldAt = new Map<NoticeKind, number>();
  #withdraw = new Set<string>();

  /** @param builds as they are at the start: of these nothing is told until they change */
  constructor(builds: readonly BuildSummary[] = []) {
    for (const build of builds) this.#standing.set(build.id, standingOf(build));
  }

  /** Builds have changed. */
  take(changed: readonly BuildSummary[], now: number): void {
    for (const build of changed) {
      const before = this.#standing.get(build.id);
      const next = standingOf(build);
      if (before?.kind === next.kind && before.asks === next.asks) continue;
      this.#standing.set(build.id, next);
      this.#over(build.id);
      if (next.kind === null || !isNews(build, next.kind, now)) continue;
      this.#pending.set(build.id, { kind: next.kind, build, since: now });
    }
  }

  /** A build is there no longer. */
  gone(id: string): void {
    this.#standing.delete(id);
    this.#over(id);
  }

  /** A notification was closed, or clicked on. */
  dismissed(id: string): void {
    this.#shown.delete(id);
  }

  /** What is due now. */
  tell(now: number, { notify, looksAt }: Circumstances): Told {
    if (looksAt !== null) this.#over(looksAt);
    const show: Notice[] = [];
    for (const kind of noticeKinds) {
      const waiting = this.#waiting(kind);
      if (!notify[kind]) for (const { build } of waiting) this.#pending.delete(build.id);
      else if (waiting.length > 0 && now >= this.#dueAt(kind, waiting)) {
        this.#toldAt.set(kind, now);
        for (const { build } of waiting) this.#pending.delete(build.id);
        const builds = waiting.map(({ build }) => build);
        show.push(...this.#noticesOf(kind, builds, !notify.sound));
      }
    }
    const withdraw = [...this.#withdraw].filter((id) => !show.some((notice) => notice.id === id));
    this.#withdraw = new Set();
    return { show, withdraw };
  }

  /** When something is due next; null where nothing is. */
  get due(): number | null {
    const times = noticeKinds.flatMap((kind) => {
      const waiting = this.#waiting(kind);
      return waiting.length > 0 ? [this.#dueAt(kind, waiting)] : [];
    });
    return times.length > 0 ? Math.min(...times) : null;
  }

  #waiting(kind: NoticeKind): Pending[] {
    return [...this.#pending.values()].filter((pending) => pending.kind === kind);
  }

  #dueAt(kind: NoticeKind, waiting: readonly Pending[]): number {
    const first = Math.min(...waiting.map(({ since }) => since));
    return Math.max(first + SETTLE, (this.#toldAt.get(kind) ?? -Infinity) + PAUSE);
  }

  #noticesOf(kind: NoticeKind, builds: readonly BuildSummary[], silent: boolean): Notice[] {
    if (builds.length > MOST) return [this.#noticeOfMany(kind, builds, silent)];
    return builds.map((build) => {
      const id = `${kind}/${build.id}`;
      this.#shown.set(id, { kind, builds: new Set([build.id]) });
      return { id, build: build.id, silent, ...noticeOf(kind, build) };
    });
  }

  /** What was told as one before, and was not looked at since, is counted in. */
  #noticeOfMany(kind: NoticeKind, builds: readonly BuildSummary[], silent: boolean): Notice {
    const id = `${kind}/many`;
    const earlier = this.#shown.get(id)?.builds ?? new Set();
    const all = new Set([...builds.map((build) => build.id), ...earlier]);
    this.#shown.set(id, { kind, builds: all });
    const [first] = builds;
    return { id, build: first?.id ?? '', silent, ...noticeOfMany(kind, builds, all.size) };
  }

  /** What was said, or was to be said, of a build holds no longer. */
  #over(build: string): void {
    this.#pending.delete(build);
    for (const [id, { builds }] of this.#shown) {
      builds.delete(build);
      if (builds.size > 0) continue;
      this.#shown.delete(id);
      this.#withdraw.add(id);
    }
  }
}

function standingOf({ status, evidence }: BuildSummary): Standing {
  switch (status) {
    case 'waiting':
      return { kind: 'needsYou', asks: evidence };
    case 'failed':
      return { kind: 'failed', asks: null };
    case 'succeeded':
    case 'ended':
    case 'idle':
      return { kind: 'finished', asks: null };
    case 'running':
    case 'cancelled':
      return { kind: null, asks: null };
  }
}

/** A sub-agent that is through is its caller's business; one that asks somebody is everybody's. */
function isNews(build: BuildSummary, kind: NoticeKind, now: number): boolean {
  if (build.lastEventAt === null || Math.abs(now - build.lastEventAt) > RECENT) return false;
  return kind === 'needsYou' || build.parentSession === null;
}
