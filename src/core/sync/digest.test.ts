import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalHash, GENESIS, nextDigest } from './digest.ts';

const hash = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

describe('the digest', () => {
  it('is what the protocol says', () => {
    const first = nextDigest(GENESIS, '{"kind":"text.appended","at":1,"block":"b","text":"Größe"}');
    expect(first).toBe('a68628f1a45755a4');
    expect(nextDigest(first, '{"kind":"notice","at":2,"text":"two"}')).toBe('83d7068a6a3d8e2f');
  });

  it('is the hash of the bytes in UTF-8, whatever was hashed before', () => {
    const text = fc.oneof(
      // Also halves of pairs, which no UTF-8 has.
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom('a', '\ud83d', '\ude00', 'ß', '€')).map((units) => units.join('')),
      fc.nat(20_000).map((length) => '€'.repeat(length)),
    );
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 8 }), (bodies) => {
        let digest = GENESIS;
        for (const body of bodies) {
          const next = nextDigest(digest, body);
          expect(next).toBe(hash(digest + body).slice(0, 16));
          digest = next;
        }
      }),
    );
  });

  it('of a state does not depend on the order of keys', () => {
    const one = canonicalHash({ a: 1, b: { c: [2, { d: 'é', e: null }] } });
    expect(canonicalHash({ b: { c: [2, { e: null, d: 'é' }] }, a: 1 })).toBe(one);
    expect(one).toBe(hash('{"a":1,"b":{"c":[2,{"d":"é","e":null}]}}'));
  });
});
