import type { BuildSummary } from '../../../core/build/summary.ts';
import type { Head, ListChange, SnapshotReason } from '../../../core/sync/messages.ts';
import type { Frame } from './build-stream.ts';

/**
 * The list of builds as a stream. Its versions number changes within this run of the host; the
 * digest names the run, so that a watcher of another run gets the whole list.
 */
export class ListFrames {
  readonly #digest: string;
  readonly #entries = new Map<string, { readonly change: ListChange; readonly version: number }>();
  #version = 1;

  /** @param digest names this run: 16 hexadecimal digits, another one each time */
  constructor(digest: string, builds: readonly BuildSummary[]) {
    this.#digest = digest;
    for (const summary of builds) {
      this.#entries.set(summary.id, { change: { kind: 'build', summary }, version: this.#version });
    }
  }

  summaries(): BuildSummary[] {
    return [...this.#entries.values()].flatMap(({ change }) =>
      change.kind === 'build' ? [change.summary] : [],
    );
  }

  summary(id: string): BuildSummary | null {
    const change = this.#entries.get(id)?.change;
    return change?.kind === 'build' ? change.summary : null;
  }

  put(summary: BuildSummary): void {
    this.#version += 1;
    // Taken out first: the map stays in the order of change.
    this.#entries.delete(summary.id);
    const change: ListChange = { kind: 'build', summary };
    this.#entries.set(summary.id, { change, version: this.#version });
  }

  head(): Head {
    return { version: this.#version, digest: this.#digest };
  }

  refusal(since: Head | undefined): SnapshotReason | null {
    if (!since || since.version === 0) return 'initial';
    if (since.digest !== this.#digest) return 'diverged';
    return since.version > this.#version ? 'ahead' : null;
  }

  deltaIsSmaller(): boolean {
    return true;
  }

  snapshot(reason: SnapshotReason, ask?: number): Frame {
    const head = this.head();
    const state = this.summaries();
    const message = { type: 'snapshot', stream: 'builds', ...head, reason, ask, state };
    return { text: JSON.stringify(message), head };
  }

  delta(from: Head, ask?: number): Frame {
    const head = this.head();
    const events: ListChange[] = [];
    for (const { change, version } of this.#entries.values()) {
      if (version > from.version) events.push(change);
    }
    const message = { type: 'delta', stream: 'builds', base: from.version, ...head, ask, events };
    return { text: JSON.stringify(message), head };
  }
}
