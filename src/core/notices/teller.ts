import type { BuildSummary } from '../build/summary.ts';
import { type Circumstances, type Notice, Notices } from './notices.ts';

export interface TellerWorld {
  now(): number;
  after(milliseconds: number, callback: () => void): () => void;
}

/** What shows notifications: the system's, by Electron or by a browser. */
export interface NoticeBoard {
  show(notice: Notice): void;
  withdraw(id: string): void;
}

/** Lets a board show what `Notices` decides, when it is due. */
export class Teller {
  readonly #world: TellerWorld;
  readonly #board: NoticeBoard;
  readonly #circumstances: () => Circumstances;
  readonly #notices: Notices;
  #cancel: () => void = () => {};

  constructor(
    world: TellerWorld,
    board: NoticeBoard,
    circumstances: () => Circumstances,
    builds: readonly BuildSummary[],
  ) {
    this.#world = world;
    this.#board = board;
    this.#circumstances = circumstances;
    this.#notices = new Notices(builds);
  }

  take(changed: readonly BuildSummary[], gone: readonly string[] = []): void {
    for (const id of gone) this.#notices.gone(id);
    this.#notices.take(changed, this.#world.now());
    this.check();
  }

  /** The circumstances may be others now. */
  check(): void {
    this.#cancel();
    const now = this.#world.now();
    const { show, withdraw } = this.#notices.tell(now, this.#circumstances());
    for (const id of withdraw) this.#board.withdraw(id);
    for (const notice of show) this.#board.show(notice);
    const { due } = this.#notices;
    this.#cancel =
      due === null ? () => {} : this.#world.after(Math.max(0, due - now), () => this.check());
  }

  dismissed(id: string): void {
    this.#notices.dismissed(id);
  }

  close(): void {
    this.#cancel();
  }
}
