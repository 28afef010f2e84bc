import type { ListedBuild } from '../../../core/build/listed.ts';
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
  constructor(digest: string, builds: readonly ListedBuild[]) {
    this.#digest = digest;
    for (const summary of builds) {
      this.#entries.set(summary.id, { change: { kind: 'build', summary }, version: this.#version });
    }
  }

  builds(): ListedBuild[] {
    return [...this.#entries.values()].flatMap(({ change }) =>
      change.kind === 'build' ? [change.summary] : [],
    );
  }

  put(summary: ListedBuild): void {
    this.#change(summary.id, { kind: 'build', summary });
  }

  /** Takes a build out. That it went is kept for as long as this run: a watcher may not know it yet. */
  remove(id: string): void {
    if (this.get(id)) this.#change(id, { kind: 'removed', id });
  }

  get(id: string): ListedBuild | null {
    const change = this.#entries.get(id)?.change;
    return change?.kind === 'build' ? change.summary : null;
  }

  #change(id: string, change: ListChange): void {
    this.#version += 1;
    // Taken out first: the map stays in the order of change.
    this.#entries.delete(id);
    this.#entries.set(id, { change, version: this.#version });
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

  /** What has changed since a version. */
  since(version: number): ListChange[] {
    const changes: ListChange[] = [];
    for (const entry of this.#entries.values()) {
      if (entry.version > version) changes.push(entry.change);
    }
    return changes;
  }

  snapshot(reason: SnapshotReason, ask?: number): Frame {
    const head = this.head();
    const state = this.builds();
    const message = { type: 'snapshot', stream: 'builds', ...head, reason, ask, state };
    return { text: JSON.stringify(message), head };
  }

  delta(from: Head, ask?: number): Frame {
    const head = this.head();
    const events = this.since(from.version);
    const message = { type: 'delta', stream: 'builds', base: from.version, ...head, ask, events };
    return { text: JSON.stringify(message), head };
  }
}
