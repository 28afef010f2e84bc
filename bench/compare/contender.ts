import type { BuildEvent } from '../../src/core/build/event.ts';

export interface Result {
  /** Events that were durable and delivered to every watcher, a second. */
  readonly perSecond: number;
  /** Bytes that went to all watchers together. */
  readonly bytes: number;
}

/** Makes a build durable and delivers it to watchers, in its own way, in a folder of its own. */
export type Contender = (
  folder: string,
  events: readonly BuildEvent[],
  watchers: number,
) => Promise<Result>;

export const perSecond = (events: number, since: number): number =>
  events / ((performance.now() - since) / 1000);
