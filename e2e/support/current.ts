import { buildEventSchema } from '../../src/core/build/event.ts';
import { reduceAll } from '../../src/core/build/reduce.ts';
import { emptyState } from '../../src/core/build/state.ts';
import { canonicalHash } from '../../src/core/sync/digest.ts';
import type { Ratchet } from './ratchet.ts';
import { expect } from './test.ts';

/** Where a state stands: what the window, the host and the log are compared by. */
interface Standing {
  readonly version: number;
  readonly digest: string | null;
  readonly hash: string | null;
}

/** What the window shows. */
export const onScreen = ({ page }: Ratchet): Promise<Standing & { build: string | null }> =>
  page.evaluate(() => {
    const { build, version, digest, hash } = window.__ratchet;
    return { build, version, digest, hash };
  });

/** The state at the host, as anyone with the token reads it. */
export async function atHost(ratchet: Ratchet, build: string): Promise<Standing> {
  const response = await get(ratchet, `/v1/builds/${encodeURIComponent(build)}/state`);
  const answer = (await response.json()) as { version: number; digest: string; state: object };
  return { version: answer.version, digest: answer.digest, hash: canonicalHash(answer.state) };
}

/** The hash of the log itself: its events, read and folded here. */
export async function hashOfLog(ratchet: Ratchet, build: string): Promise<string> {
  const response = await get(ratchet, `/v1/builds/${encodeURIComponent(build)}/events`);
  const lines = (await response.text()).split('\n').filter(Boolean);
  const events = lines.map((line) =>
    buildEventSchema.parse((JSON.parse(line) as { event: unknown }).event),
  );
  return canonicalHash(reduceAll(emptyState, events));
}

/** The window shows what the host has: same version, digest and state hash. */
export async function expectCurrent(ratchet: Ratchet): Promise<void> {
  await expect(async () => {
    const { build, ...shown } = await onScreen(ratchet);
    expect(shown.version).toBeGreaterThan(0);
    expect(shown).toEqual(await atHost(ratchet, build ?? ''));
  }).toPass({ timeout: 15_000 });
}

/** The window, the host and the log agree. The build must be at rest. */
export async function expectAsInLog(ratchet: Ratchet, build: string): Promise<void> {
  await expectCurrent(ratchet);
  const shown = await onScreen(ratchet);
  expect(shown.build).toBe(build);
  expect(shown.hash).toBe(await hashOfLog(ratchet, build));
}

const get = ({ host }: Ratchet, path: string): Promise<Response> =>
  fetch(`${host.address}${path}`, { headers: { authorization: `Bearer ${host.token}` } });
