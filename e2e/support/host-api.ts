import type { BuildEvent } from '../../src/core/build/event.ts';
import type { Ratchet } from './ratchet.ts';

/** Asks the host as any program with the token does; throws where it refuses. */
export async function askHost<Answer = unknown>(
  { host }: Pick<Ratchet, 'host'>,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const response = await fetch(`${host.address}${path}`, {
    method,
    headers: { authorization: `Bearer ${host.token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (response.status !== 200) throw new Error(`${method} ${path}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

/** Sends events to a host as a producer does. */
export const publish = (
  ratchet: Pick<Ratchet, 'host'>,
  build: string,
  events: readonly BuildEvent[],
): Promise<unknown> => askHost(ratchet, 'POST', `/v1/builds/${build}/events`, { events });

/** Lets events of a build happen now. */
export const happen = (
  ratchet: Pick<Ratchet, 'host'>,
  build: string,
  ...events: readonly DistributiveOmit<BuildEvent, 'at'>[]
): Promise<unknown> =>
  publish(
    ratchet,
    build,
    events.map((event) => ({ ...event, at: Date.now() })),
  );

type DistributiveOmit<Union, Key extends PropertyKey> = Union extends unknown
  ? Omit<Union, Key>
  : never;
