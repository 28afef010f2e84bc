import '../../../../test/support/property-seed.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalogueScene } from '../../../../test/support/catalogue-scene.ts';
import { textEvent } from '../../../../test/support/events.ts';
import { eventsOf } from '../../../../test/support/rig.ts';
import { RatchetError } from '../../../core/errors.ts';
import { UNDO } from './catalogue.ts';

const build = fc.constantFrom('a', 'b');
const step = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constant('publish' as const), build) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('delete' as const), build) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('restore' as const), build) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('rename' as const), build) },
  // Within the time for undoing, past it, and into the middle of a purge.
  {
    weight: 3,
    arbitrary: fc.tuple(fc.constant('wait' as const), fc.constantFrom(3, 20_000, UNDO + 2)),
  },
  { weight: 2, arbitrary: fc.tuple(fc.constant('crash' as const), fc.constant(0)) },
);

interface Expected {
  texts: string[];
  title: string | null;
  deletedAt: number | null;
}

test('whatever is deleted, restored, written and killed, in any order, the list is what it should be', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 24 }), async (steps) => {
      const scene = await catalogueScene();
      try {
        expect(await play(scene, steps)).toEqual([]);
      } finally {
        await scene.close();
      }
    }),
    { numRuns: 25 },
  );
}, 60_000);

/** @returns what is not as it should be */
async function play(
  scene: Awaited<ReturnType<typeof catalogueScene>>,
  steps: readonly (readonly [string, string | number])[],
): Promise<string[]> {
  const wrong: string[] = [];
  const same = (what: string, found: unknown, expected: unknown) => {
    const [one, other] = [JSON.stringify(found), JSON.stringify(expected)];
    if (one !== other) wrong.push(`${what}: ${one}, not ${other}`);
  };
  const model = new Map<string, Expected>();
  const purge = () => {
    for (const [id, { deletedAt }] of model) {
      if (deletedAt !== null && deletedAt + UNDO <= scene.time.now) model.delete(id);
    }
  };
  const refused = (work: () => unknown): boolean => {
    try {
      work();
      return false;
    } catch (error) {
      if (error instanceof RatchetError && error.code === 'unknown-build') return true;
      throw error;
    }
  };
  let count = 0;
  for (const [what, of] of steps) {
    const id = String(of);
    const known = model.get(id);
    const isListed = known !== undefined && known.deletedAt === null;
    if (what === 'publish') {
      // Enough of them that a purge takes several slices.
      const texts = Array.from({ length: 150 }, () => `${(count += 1)}`);
      const events = texts.map((text) => textEvent(text, text));
      await scene.engine.processor.publish(id, events);
      const before = known ?? { texts: [], title: null };
      model.set(id, { ...before, texts: [...before.texts, ...texts], deletedAt: null });
    } else if (what === 'delete') {
      same(
        'delete refused',
        refused(() => scene.catalogue.delete([id])),
        !isListed,
      );
      if (known && isListed) known.deletedAt = scene.time.now;
    } else if (what === 'restore') {
      same(
        'restore refused',
        refused(() => scene.catalogue.restore(id)),
        !known,
      );
      if (known) known.deletedAt = null;
    } else if (what === 'rename') {
      const title = `title ${(count += 1)}`;
      same(
        'rename refused',
        refused(() => scene.catalogue.arrange(id, { title })),
        !isListed,
      );
      if (known && isListed) known.title = title;
    } else if (what === 'wait') {
      await scene.pass(Number(of), 5000);
      purge();
    } else {
      await scene.crash();
      purge();
    }
    const listed = [...model].filter(([, { deletedAt }]) => deletedAt === null);
    same(
      'listed',
      scene.engine.builds().map(withTitle).toSorted(),
      listed.map(([key, { title }]) => `${key} ${title}`).toSorted(),
    );
    for (const [key, { texts }] of listed) {
      const recorded = eventsOf(scene.engine, key).map((event) => 'text' in event && event.text);
      same(`the log of ${key}`, recorded, texts);
    }
  }
  await scene.pass(UNDO, 10_000);
  await scene.pass(2000, 40);
  purge();
  // The watcher of the list has what the host has, and nothing is left of what is gone.
  const [ours, theirs] = [scene.list, scene.engine.builds()].map((list) =>
    list.map(withTitle).toSorted(),
  );
  same('the list of a watcher', ours, theirs);
  const events = [...model.values()].reduce((sum, { texts }) => sum + texts.length, 0);
  same('events', scene.rows('events'), events);
  same('builds', scene.rows('builds'), model.size);
  same('purges', scene.rows('purges'), 0);
  return wrong;
}

const withTitle = ({ id, userTitle }: { id: string; userTitle: string | null }) =>
  `${id} ${userTitle}`;
