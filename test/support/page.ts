import type { BuildEvent } from '../../src/core/build/event.ts';
import { reduce } from '../../src/core/build/reduce.ts';
import { emptyState } from '../../src/core/build/state.ts';
import { subAgentsOf } from '../../src/core/build/sub-agents.ts';
import type { Outgoing } from '../../src/main/host/export/outgoing.ts';
import { pageOf } from '../../src/main/host/export/page/page.ts';
import { prepareEvent } from '../../src/main/host/processor/prepare.ts';

/** The page of a build of these events, as if they had been recorded. */
export async function pageText(events: readonly BuildEvent[]): Promise<string> {
  const prepared = events.map((event) => prepareEvent(event, 2e12));
  const state = prepared.map(({ event }) => event).reduce(reduce, emptyState);
  const subAgents = subAgentsOf('b', state, []);
  const head = { version: events.length, digest: '0'.repeat(16) };
  const leaving: Outgoing = {
    build: {
      id: 'b',
      head,
      state,
      userTitle: null,
      subAgents,
      events: () => [],
      payload: () => null,
    },
    redaction: [],
    edit: (text) => text,
    subAgents: new Map(
      subAgents.flatMap(({ positions, name }) => positions.map((at) => [at, name] as const)),
    ),
    async *events() {
      for (const [index, { body, payloads }] of prepared.entries()) {
        yield { version: index + 1, body, payloads };
      }
    },
  };
  let text = '';
  for await (const piece of pageOf(leaving, 'test', 2e12)) text += piece;
  return text;
}
