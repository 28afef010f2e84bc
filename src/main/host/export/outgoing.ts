import type { Redaction } from '../../../core/redact/report.ts';
import type { OutgoingEvent } from './outgoing-event.ts';
import { newBreath } from './breath.ts';
import { cutBodiesIn } from './cut-bodies.ts';
import type { RecordedBuild } from './recorded-build.ts';
import { Redacting } from './redacting.ts';

/** A build as it leaves this machine. */
export interface Outgoing {
  readonly build: RecordedBuild;
  /** What was redacted; null where all was to be kept. */
  readonly redaction: Redaction | null;
  /** The names of sub-agents that are not in it, by the positions of their calls. */
  readonly subAgents: ReadonlyMap<number, string>;
  /** What becomes of a text that goes along and is in no event. */
  readonly edit: (text: string) => string;
  events(): AsyncGenerator<OutgoingEvent>;
}

/**
 * Makes a build ready to leave. Redaction reads it twice: a secret may be cut in two by the events
 * of a text, and what was found stands in the header, before the events.
 */
export async function outgoing(
  build: RecordedBuild,
  options: { readonly keepSecrets: boolean; readonly homes: readonly string[] },
): Promise<Outgoing> {
  if (options.keepSecrets) {
    const edit = (text: string) => text;
    return {
      build,
      redaction: null,
      subAgents: named(build),
      edit,
      events: () => asRecorded(build),
    };
  }
  const redacting = new Redacting(build, options.homes);
  await redacting.search();
  return {
    build,
    redaction: redacting.report.list(),
    subAgents: named(build, (name) => redacting.text(name)),
    edit: (text) => redacting.text(text),
    events: () => redacting.events(),
  };
}

const named = ({ subAgents }: RecordedBuild, edit = (name: string) => name) =>
  new Map(
    subAgents.flatMap(({ positions, name }) => positions.map((at) => [at, edit(name)] as const)),
  );

async function* asRecorded(build: RecordedBuild): AsyncGenerator<OutgoingEvent> {
  const breathe = newBreath();
  for (const { version, body } of build.events()) {
    await breathe();
    const payloads = cutBodiesIn(body).flatMap(({ payload: key }) => {
      const found = build.payload(key);
      return found ? [{ key, ...found }] : [];
    });
    yield { version, body, payloads };
  }
}
