import type { BuildEvent } from '../../src/core/build/event.ts';
import type { Outgoing } from '../../src/main/host/export/outgoing.ts';
import { pageOf } from '../../src/main/host/export/page/page.ts';
import { prepareEvent } from '../../src/main/host/processor/prepare.ts';

/** The page of a build of these events, as if they had been recorded. */
export async function pageText(events: readonly BuildEvent[]): Promise<string> {
  const prepared = events.map((event) => prepareEvent(event, 2e12));
  const head = { version: events.length, digest: '0'.repeat(16) };
  const leaving: Outgoing = {
    build: { id: 'b', head, events: () => [], payload: () => null },
    redaction: [],
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
