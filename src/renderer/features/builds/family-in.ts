import { type Family, familyOf } from '../../../core/build/family.ts';
import type { BuildSummary } from '../../../core/build/summary.ts';

/** Made once for each list: every row of a plan asks for it. */
const families = new WeakMap<readonly BuildSummary[], Family>();

export function familyIn(builds: readonly BuildSummary[]): Family {
  const known = families.get(builds);
  if (known) return known;
  const family = familyOf(builds);
  families.set(builds, family);
  return family;
}
