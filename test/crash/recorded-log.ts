import { z } from 'zod';
import { type BuildEvent, buildEventSchema } from '../../src/core/build/event.ts';
import { reduceAll } from '../../src/core/build/reduce.ts';
import { emptyState } from '../../src/core/build/state.ts';
import { canonicalHash, GENESIS, nextDigest } from '../../src/core/sync/digest.ts';
import type { HostProcess } from './host-process.ts';

export interface Recorded {
  readonly events: readonly BuildEvent[];
  /** Digest of each version from 0 on, recomputed from the events as they were stored. */
  readonly digests: readonly string[];
}

const lineSchema = z.object({ version: z.number(), event: buildEventSchema });

/** The log of a build as a host serves it. */
export async function recordedLog(host: HostProcess, build: string): Promise<Recorded> {
  const events: BuildEvent[] = [];
  const digests = [GENESIS];
  for (;;) {
    const response = await host.call(`/v1/builds/${build}/events?from=${events.length}`);
    if (response.status === 404) return { events, digests };
    const lines = (await response.text()).split('\n').filter(Boolean);
    if (lines.length === 0) return { events, digests };
    for (const line of lines) {
      const { version, event } = lineSchema.parse(JSON.parse(line));
      events.push(event);
      if (version !== events.length) throw new Error(`${version} is in place ${events.length}`);
      // The text as it was stored: a schema might write the keys in another order.
      const body = line.slice(line.indexOf('"event":') + '"event":'.length, -1);
      digests.push(nextDigest(digests.at(-1) ?? GENESIS, body));
    }
  }
}

/** The state that the log leads to, by its canonical hash. */
export const hashOfLog = ({ events }: Recorded) => canonicalHash(reduceAll(emptyState, events));

/** What tells one event of these tests from all others. */
export const nameOf = (event: BuildEvent): string =>
  event.kind === 'notice' ? event.text : event.kind === 'tool.started' ? event.call : event.kind;
