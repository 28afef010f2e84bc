import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { BuildEvent } from '../../core/build/event.ts';
import type { SessionReading } from '../../core/agents/sessions.ts';
import { adapters } from '../../core/agents/registry.ts';
import { RatchetError } from '../../core/errors.ts';
import { newFormats } from '../../main/host/ingest/agent-formats.ts';
import { AgentReader } from '../../main/host/ingest/agent-reader.ts';
import { newBuildId } from '../build-name.ts';
import { newPace } from '../pace.ts';
import { producing } from '../producing.ts';
import { unreadable } from '../read-error.ts';

/** Waits shorter than this are saved up: timers are no finer. Milliseconds. */
const SHORTEST_WAIT = 4;

/**
 * `ratchet replay FILE`: plays a recording into builds of its own. What is played happens now, at the
 * replay's pace; at speed 0, which has none, it keeps its own times.
 */
export async function replay(
  file: string,
  options: { speed: string; format?: string },
): Promise<void> {
  const speed = speedOf(options.speed);
  const reader = new AgentReader({
    formats: newFormats(adapters),
    format: options.format,
    unknown: 'keep',
  });
  const name = basename(file).replace(/\.[^.]*$/, '');
  await producing(async (client, link) => {
    console.log(`Open ${link.address}`);
    const builds = new Builds(newBuildId('replay', name, Date.now()));
    const pace = newPace(speed);
    let owed = 0;
    let lastAt: number | null = null;
    const play = async (readings: readonly SessionReading[]) => {
      for (const reading of readings) {
        owed += pace(reading.at);
        lastAt = reading.at ?? lastAt;
        if (owed >= SHORTEST_WAIT) {
          await wait(owed);
          owed = 0;
        }
        client.add(builds.of(reading.session), speed === 0 ? reading.events : now(reading.events));
        await client.room();
        if (client.failure) throw client.failure;
      }
    };
    try {
      for await (const chunk of createReadStream(file)) {
        await play(reader.push(chunk as Buffer, Date.now()));
      }
    } catch (error) {
      throw unreadable(file, error);
    }
    const end = speed === 0 ? (lastAt ?? Date.now()) : Date.now();
    await play(reader.end(end, true));
    await client.flush();
    for (const build of builds.ids) console.log(`Replayed into ${build}`);
  });
}

const now = (events: readonly BuildEvent[]): BuildEvent[] =>
  events.map((event) => ({ ...event, at: Date.now() }));

/** The build of each session in the recording. */
class Builds {
  readonly ids: string[] = [];
  readonly #first: string;
  readonly #bySession = new Map<string | null, string>();

  constructor(first: string) {
    this.#first = first;
  }

  of(session: string | null): string {
    const known = this.#bySession.get(session);
    if (known !== undefined) return known;
    const count = this.ids.length;
    const id = count === 0 ? this.#first : `${this.#first}~${count + 1}`;
    this.#bySession.set(session, id);
    this.ids.push(id);
    return id;
  }
}

function speedOf(text: string): number {
  const speed = Number(text);
  if (text.trim() !== '' && Number.isFinite(speed) && speed >= 0) return speed;
  throw new RatchetError('bad-speed', `"${text}" is no speed: give a number from 0 up.`);
}
