import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Delivery } from './delivery.ts';

describe('a delivery', () => {
  it('is measured from handing over to the acknowledgement of its version or a later one', () => {
    const delivery = new Delivery(5, 5);
    delivery.announced(6, 100);
    delivery.announced(8, 103);
    expect(delivery.oldest).toBe(100);
    expect(delivery.acknowledged(5)).toEqual([]);
    expect(delivery.acknowledged(7)).toEqual([100]);
    expect(delivery.oldest).toBe(103);
    expect(delivery.acknowledged(9)).toEqual([103]);
    expect(delivery.acknowledged(9)).toEqual([]);
    expect(delivery.oldest).toBeNull();
  });

  it('is not measured while a watcher catches up', () => {
    const delivery = new Delivery(10, 3);
    delivery.announced(11, 1);
    expect(delivery.acknowledged(9)).toEqual([]);
    delivery.announced(12, 2);
    expect(delivery.acknowledged(10)).toEqual([]);
    delivery.announced(13, 3);
    expect(delivery.acknowledged(13)).toEqual([3]);
  });

  it('to a watcher that stalls takes no memory, and comes out no shorter than it was', () => {
    // How many are announced, and what part of all is acknowledged after.
    const step = fc.tuple(fc.nat(200), fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const delivery = new Delivery(0, 0);
        let head = 0;
        let acknowledged = 0;
        for (const [announced, part] of steps) {
          for (let more = 0; more < announced; more += 1) {
            head += 1;
            // Each version is handed over at the time of its own number.
            delivery.announced(head, head);
            expect(delivery.open).toBeLessThanOrEqual(64);
          }
          acknowledged = Math.max(acknowledged, Math.floor(head * part));
          const began = delivery.acknowledged(acknowledged);
          expect(began).toEqual(began.toSorted((a, b) => a - b));
          expect(began.at(-1) ?? 0).toBeLessThanOrEqual(acknowledged);
          // What is not acknowledged is open, from its oldest on.
          expect(delivery.oldest !== null).toBe(acknowledged < head);
          expect(delivery.oldest ?? head).toBeLessThanOrEqual(acknowledged + 1);
        }
      }),
    );
  });
});
