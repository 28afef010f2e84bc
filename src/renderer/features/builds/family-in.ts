import { type Family, familyOf } from '../../../core/build/family.ts';
import type { ListedBuild } from '../../../core/build/listed.ts';

/** Made once for each list: every row of a plan asks for it. */
const families = new WeakMap<readonly ListedBuild[], Family<ListedBuild>>();

export function familyIn(builds: readonly ListedBuild[]): Family<ListedBuild> {
  const known = families.get(builds);
  if (known) return known;
  const family = familyOf(builds);
  families.set(builds, family);
  return family;
}
