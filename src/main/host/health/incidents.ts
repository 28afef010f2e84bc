import type { Refreshed } from '../processor/observer.ts';

/** Where it is told outside this machine that something is wrong, and how refreshes went that are traced. */
export interface Incidents {
  /** A refresh that carries a trace, or that did not follow from the one before. */
  refreshed(refreshed: Refreshed, milliseconds: number): void;
  /** Events of a build could not be written: the first time of a streak. */
  failed(build: string, error: unknown): void;
  unreadable(stream: string, error: unknown): void;
  /** A watcher missed something, and found it out. */
  missed(watcher: { readonly gaps: number; readonly resyncs: number }): void;
  /** A watcher was cut that asked for more than it read. */
  cut(): void;
}

export const untold: Incidents = {
  refreshed: () => {},
  failed: () => {},
  unreadable: () => {},
  missed: () => {},
  cut: () => {},
};
