import type { BuildEvent } from '../../src/core/build/event.ts';
import type { Ratchet } from './ratchet.ts';

/** Asks the host as any program with the token does; throws where it refuses. */
export async function askHost<Answer = unknown>(
  { host }: Ratchet,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const response = await fetch(`${host.address}${path}`, {
    method,
    headers: { authorization: `Bearer ${host.token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

/** Lets events of a build happen now. */
export const happen = (
  ratchet: Ratchet,
  build: string,
  ...events: readonly DistributiveOmit<BuildEvent, 'at'>[]
): Promise<unknown> =>
  askHost(ratchet, 'POST', `/v1/builds/${build}/events`, {
    events: events.map((event) => ({ ...event, at: Date.now() })),
  });

type DistributiveOmit<Union, Key extends PropertyKey> = Union extends unknown
  ? Omit<Union, Key>
  : never;
