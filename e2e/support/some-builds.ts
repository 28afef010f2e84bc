import type { BuildEvent } from '../../src/core/build/event.ts';
import { publish } from './host-api.ts';
import type { Ratchet } from './ratchet.ts';

interface Scene {
  readonly id: string;
  readonly title: string;
  readonly agent: string;
  readonly cwd: string;
  /** Minutes since it began. */
  readonly ago: number;
  readonly says: string;
  /** How it ended; it goes on where this is not given. */
  readonly outcome?: 'succeeded' | 'failed';
  readonly waits?: string;
}

const scenes: readonly Scene[] = [
  {
    id: 'paint',
    title: 'Paint the fence',
    agent: 'claude-code',
    cwd: '/home/me/garden',
    ago: 12,
    says: 'The fence has two coats of turquoise now.',
    outcome: 'succeeded',
  },
  {
    id: 'tide',
    title: 'Publish the tide tables',
    agent: 'codex',
    cwd: '/home/me/harbour',
    ago: 6,
    says: 'The tables of the pier are turquoise as well.',
  },
  {
    id: 'moor',
    title: 'Look at the moorings',
    agent: 'claude-code',
    cwd: '/home/me/harbour',
    ago: 25,
    says: 'A rope is worn through.',
    outcome: 'failed',
  },
  {
    id: 'gate',
    title: 'Hang the garden gate',
    agent: 'opencode',
    cwd: '/home/me/garden',
    ago: 3,
    says: 'Which side do the hinges go?',
    waits: 'Left or right?',
  },
];

/** Four builds of three agents in two projects, each in another status. */
export async function someBuilds(ratchet: Ratchet): Promise<void> {
  for (const { id, title, agent, cwd, ago, says, outcome, waits } of scenes) {
    const at = Date.now() - ago * 60_000;
    const events: BuildEvent[] = [
      { kind: 'build.started', at, agent, cwd, title, session: id },
      { kind: 'turn.started', at },
      { kind: 'text.appended', at: at + 20_000, block: 'b', text: says },
    ];
    if (waits !== undefined) {
      const asked = { at: at + 30_000, id: 'q', reason: 'question', text: waits } as const;
      events.push({ kind: 'attention.requested', ...asked });
    }
    if (outcome !== undefined) events.push({ kind: 'build.ended', at: at + 90_000, outcome });
    await publish(ratchet, id, events);
  }
}
