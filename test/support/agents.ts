import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Adapter } from '../../src/core/agents/adapter.ts';
import { readRecord } from '../../src/core/agents/registry.ts';
import type { Json } from '../../src/core/build/content.ts';
import {
  type BuildEvent,
  type BuildEventOf,
  buildEventSchema,
} from '../../src/core/build/event.ts';
import { reduceAll } from '../../src/core/build/reduce.ts';
import { type BuildState, emptyState, type Node } from '../../src/core/build/state.ts';
import { vectorValues } from '../../src/core/build/vector.ts';

const root = join(import.meta.dirname, '../..');

export const fixturePath = (name: string) => join(root, 'test/fixtures/agents', name);

export const fixtureRecords = (name: string): Json[] =>
  readFileSync(fixturePath(name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Json);

/** The records of a fixture that is one JSON document. */
export const fixtureDocument = (name: string): Json[] =>
  JSON.parse(readFileSync(fixturePath(name), 'utf8')) as Json[];

/** Where real recordings may lie: beside the repository, or where the environment says. */
export const recordings = process.env['RATCHET_RECORDINGS'] ?? join(root, '../shared/recordings');
export const hasRecordings = existsSync(join(recordings, 'INDEX.tsv'));

/** A session being read, record by record; each event is checked against the schema. */
export class Session<State> {
  readonly events: BuildEvent[] = [];
  readonly #adapter: Adapter<State>;
  #state: State;

  constructor(adapter: Adapter<State>, path?: string) {
    this.#adapter = adapter;
    this.#state = adapter.initial(path);
  }

  /** Reads records and returns the events of these alone. */
  read(...records: Json[]): BuildEvent[] {
    const fresh: BuildEvent[] = [];
    for (const value of records) {
      const step = readRecord(this.#adapter, this.#state, { value, at: 1000 });
      this.#state = step.state;
      for (const event of step.events) fresh.push(buildEventSchema.parse(event));
    }
    this.events.push(...fresh);
    return fresh;
  }

  end(): readonly BuildEvent[] {
    return this.#adapter.end?.(this.#state, 2000).events ?? [];
  }

  of<Kind extends BuildEvent['kind']>(kind: Kind): BuildEventOf<Kind>[] {
    return this.events.filter((event): event is BuildEventOf<Kind> => event.kind === kind);
  }

  get build(): BuildState {
    return reduceAll(emptyState, this.events);
  }

  get nodes(): Node[] {
    return [...vectorValues(this.build.nodes)];
  }

  tool(call: string) {
    return this.nodes.find((node) => node.kind === 'tool' && node.call === call);
  }
}
