import { canonicalHash } from '../../src/core/sync/digest.ts';
import type { Ratchet } from './ratchet.ts';
import { expect } from './test.ts';

/** The state at the host, as anyone with the token reads it. */
async function atHost({ host }: Ratchet, build: string) {
  const response = await fetch(`${host.address}/v1/builds/${encodeURIComponent(build)}/state`, {
    headers: { authorization: `Bearer ${host.token}` },
  });
  const answer = (await response.json()) as { version: number; digest: string; state: object };
  return { version: answer.version, digest: answer.digest, hash: canonicalHash(answer.state) };
}

export const onScreen = ({ page }: Ratchet) =>
  page.evaluate(() => {
    const { build, version, digest, hash } = window.__ratchet;
    return { build, version, digest, hash };
  });

/** The window shows what the log says: same version, digest and state hash. */
export async function expectCurrent(ratchet: Ratchet): Promise<void> {
  await expect(async () => {
    const { build, ...shown } = await onScreen(ratchet);
    expect(shown.version).toBeGreaterThan(0);
    expect(shown).toEqual(await atHost(ratchet, build ?? ''));
  }).toPass({ timeout: 15_000 });
}
