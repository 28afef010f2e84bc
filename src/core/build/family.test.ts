import fc from 'fast-check';
import { expect, it } from 'vitest';
import { childOf, familyOf, type Kin } from './family.ts';

const build = (id: string, session: string | null, more: Partial<Kin> = {}): Kin => ({
  id,
  session,
  agent: 'a',
  parentSession: null,
  parentCall: null,
  startedAt: 1,
  ...more,
});
const parents = (...builds: Kin[]) =>
  Object.fromEntries([...familyOf(builds).parentOf].map(([id, parent]) => [id, parent.id]));

it('puts sub-agents under their caller, at any depth', () => {
  expect(
    parents(
      build('1', 's1'),
      build('2', 's2', { parentSession: 's1' }),
      build('3', 's3', { parentSession: 's2' }),
    ),
  ).toEqual({ 2: '1', 3: '2' });
});

it('leaves one alone whose caller is not there, or is of another agent', () => {
  expect(
    parents(build('1', 's1', { agent: 'b' }), build('2', 's2', { parentSession: 's1' })),
  ).toEqual({});
});

it('takes the build that began first where several tell of one session', () => {
  const child = build('c', 'x', { parentSession: 's' });
  const [late, early] = [build('1', 's', { startedAt: 5 }), build('2', 's', { startedAt: 3 })];
  expect(parents(late, early, child)).toEqual({ c: '2' });
  expect(parents(child, early, late)).toEqual({ c: '2' });
});

it('leaves them under the build of this machine where a bundle of it was reopened beside it', () => {
  const child = build('c', 'x', { parentSession: 's' });
  const [own, reopened] = [build('claude-s', 's'), build('bundle-claude-s-0123456789abcdef', 's')];
  expect(parents(own, reopened, child)).toEqual({ c: 'claude-s' });
  expect(parents(reopened, child)).toEqual({ c: reopened.id });
});

it('finds the build that a call began by its session, else by the call', () => {
  const family = familyOf([
    build('1', 's1'),
    build('2', 'x', { parentSession: 's1' }),
    build('3', null, { parentSession: 's1', parentCall: 'c3' }),
    build('4', 'x'),
  ]);
  expect(childOf(family, '1', { call: 'c', childSession: 'x' })?.id).toBe('2');
  expect(childOf(family, '1', { call: 'c3', childSession: null })?.id).toBe('3');
  expect(childOf(family, '1', { call: 'c', childSession: null })).toBeNull();
  expect(childOf(family, '4', { call: 'c', childSession: 'x' })).toBeNull();
});

it('goes no deeper than anyone would look, and costs no more for it', () => {
  const chain = Array.from({ length: 100 }, (_, index) =>
    build(`${index}`, `s${index}`, index === 0 ? {} : { parentSession: `s${index - 1}` }),
  );
  const { parentOf } = familyOf(chain);
  expect(parentOf.has('32')).toBe(true);
  expect(parentOf.has('33')).toBe(false);
  expect(parentOf.has('34')).toBe(true);
});

it('ends in no ring, whatever agents say, and loses no build', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd', null);
  const builds = fc
    .array(fc.record({ session: name, parentSession: name, startedAt: fc.nat(3) }))
    .map((all) => all.map((one, index) => build(String(index), one.session, one)));
  fc.assert(
    fc.property(builds, (all) => {
      const { parentOf, childrenOf } = familyOf(all);
      for (const { id } of all) {
        let at: string | undefined = id;
        for (let steps = 0; at !== undefined; steps += 1) {
          expect(steps).toBeLessThanOrEqual(all.length);
          at = parentOf.get(at)?.id;
        }
      }
      const nested = [...childrenOf.values()].flat().map(({ id }) => id);
      expect(nested.toSorted()).toEqual([...parentOf.keys()].toSorted());
    }),
  );
});
