import { expect, it } from 'vitest';
import { Followed } from './followed.ts';
import type { Sources } from './sources.ts';

it('a path that is let go while others are taken up again stays let go', async () => {
  const stored = new Map<string, unknown>([['followed', [{ path: '/slow' }, { path: '/other' }]]]);
  const watched: string[] = [];
  let arrive: () => void = () => {};
  const sources = {
    watch: async ([path = '']: readonly string[]) => {
      watched.push(path);
      if (path === '/slow') await new Promise<void>((done) => (arrive = done));
      return [];
    },
    unwatch: async () => {},
  };
  const followed = new Followed(sources as unknown as Sources, {
    get: (key) => stored.get(key),
    set: (key, value) => void stored.set(key, value),
  });

  const resuming = followed.resume();
  expect(await followed.unwatch(['/other'])).toEqual(['/other']);
  arrive();
  await resuming;
  expect(watched).toEqual(['/slow']);
});
