import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Gate, type Turn } from './gate.ts';

/** Work that is over when it is told to be. */
function scene(places: number, placesForRest: number) {
  const gate = new Gate(places, placesForRest);
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  const settled: Promise<void>[] = [];
  const enter = (name: string, turn: Turn) => {
    const work = () =>
      new Promise<void>((resolve) => {
        started.push(name);
        ends.set(name, resolve);
      });
    settled.push(gate.through(work, turn));
  };
  const end = async (name: string) => {
    ends.get(name)?.();
    ends.delete(name);
    await turns();
  };
  return { gate, started, ends, settled, enter, end };
}

const turns = () => new Promise((resolve) => setImmediate(resolve));
const rest = (time: number): Turn => ({ urgent: false, time });
const urgent = (): Turn => ({ urgent: true, time: 0 });

test('what is urgent goes first, then the newest', async () => {
  const { started, enter, end } = scene(1, 1);
  enter('running', rest(0));
  enter('old', rest(1));
  enter('new', rest(9));
  enter('live', urgent());
  enter('middle', rest(5));
  for (const name of ['running', 'live', 'new', 'middle', 'old']) {
    await turns();
    await end(name);
  }
  expect(started).toEqual(['running', 'live', 'new', 'middle', 'old']);
});

test('a place is kept for what is urgent, and what waits may become so', async () => {
  const { gate, started, enter } = scene(2, 1);
  const turn = rest(0);
  enter('long', rest(9));
  enter('waits', turn);
  await turns();
  expect(started).toEqual(['long']);
  gate.hurry(turn);
  await turns();
  expect(started).toEqual(['long', 'waits']);
});

test('while it gathers only what is urgent starts, and the newest of all is the first after', async () => {
  const { gate, started, enter } = scene(3, 1);
  await gate.gathering(async () => {
    enter('old', rest(1));
    enter('live', urgent());
    await turns();
    enter('new', rest(2));
  });
  await turns();
  expect(started).toEqual(['live', 'new']);
});

test('whatever comes when: never too many at once, and everything gets its turn', async () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('enter' as const), urgent: fc.boolean(), time: fc.nat(9) }),
    fc.record({ do: fc.constant('end' as const), which: fc.nat() }),
    fc.record({ do: fc.constant('hurry' as const), which: fc.nat() }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { gate, started, ends, settled, enter, end } = scene(3, 2);
      const all: Turn[] = [];
      for (const one of steps) {
        if (one.do === 'enter') {
          const turn = { urgent: one.urgent, time: one.time };
          enter(`${all.push(turn)}`, turn);
        } else if (one.do === 'hurry') {
          const turn = all[one.which % (all.length || 1)];
          if (turn && !started.includes(`${all.indexOf(turn) + 1}`)) gate.hurry(turn);
        } else await end([...ends.keys()][one.which % (ends.size || 1)] ?? '');
        await turns();
        expect(ends.size).toBeLessThanOrEqual(3);
        const running = [...ends.keys()].map((name) => all[Number(name) - 1]);
        expect(running.filter((turn) => turn?.urgent === false).length).toBeLessThanOrEqual(2);
      }
      while (ends.size > 0) await end([...ends.keys()][0] ?? '');
      await Promise.all(settled);
      expect(started).toHaveLength(all.length);
    }),
    { numRuns: 100 },
  );
});
