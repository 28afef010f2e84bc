import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GENESIS, nextDigest as coreDigest } from '../../../core/sync/digest.ts';
import { nextDigest } from './chain.ts';

test('the digest of the host is that of the core, for every text', () => {
  // Any UTF-16 units: half surrogate pairs too, which no encoding of Unicode has a place for.
  const text = fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units));
  const chain = (next: typeof nextDigest, bodies: readonly string[]) =>
    bodies.reduce(next, GENESIS);
  fc.assert(
    fc.property(fc.array(text), (bodies) => {
      expect(chain(nextDigest, bodies)).toBe(chain(coreDigest, bodies));
    }),
  );
});
