import type { BuildEvent } from '../../src/core/build/event.ts';
import type { Ratchet } from './ratchet.ts';
import { expect } from './test.ts';

/** Publishes events of a build, and waits until they are durable. */
export async function publish(
  { host }: Ratchet,
  build: string,
  events: readonly BuildEvent[],
): Promise<void> {
  const response = await fetch(`${host.address}/v1/builds/${build}/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${host.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ events }),
  });
  expect(response.ok).toBe(true);
}

/** A build of a number of calls under one TODO, so that its plan is longer than the window. */
export function longBuild(title: string, calls: number, at: number): BuildEvent[] {
  const todo = (status: 'active' | 'done'): BuildEvent => ({
    kind: 'plan.updated',
    at,
    todos: [{ id: '1', text: `Sound the ${title}`, status }],
  });
  return [
    { kind: 'build.started', at, title, agent: 'claude-code', cwd: '/srv/harbour' },
    todo('active'),
    ...Array.from({ length: calls }, (_, no): BuildEvent[] => {
      const call = `c${no}`;
      const name = 'Bash';
      const target = `sound --fathom ${no}`;
      const input = { as: 'json', json: { command: target } } as const;
      return [
        { kind: 'tool.started', at: at + no * 100, call, name, target, input },
        { kind: 'tool.ended', at: at + no * 100 + 80, call, outcome: 'succeeded' },
      ];
    }).flat(),
    todo('done'),
    { kind: 'build.ended', at: at + calls * 100, outcome: 'succeeded' },
  ];
}
