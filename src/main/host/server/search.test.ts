import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../../../../test/support/eventually.ts';
import { textEvent } from '../../../../test/support/events.ts';
import { type Rig, startRig } from '../../../../test/support/rig.ts';
import { searchAnswerSchema } from '../../../core/search/answer.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
  await rig.engine.processor.publish('one', [textEvent('the harbour wall', 'b1')]);
  await rig.engine.processor.publish('two', [
    textEvent('no harbour', 'b1'),
    textEvent('sea', 'b2'),
  ]);
  await eventually(async () => {
    const { indexing } = await search({ q: '' });
    if (indexing > 0) throw new Error(`${indexing} builds are not indexed`);
  });
});
afterAll(() => rig[Symbol.asyncDispose]());

const call = (asked: Record<string, string>) =>
  rig.call(`/v1/search?${new URLSearchParams(asked).toString()}`);

const search = async (asked: Record<string, string>) =>
  searchAnswerSchema.parse(await (await call(asked)).json());

describe('GET /v1/search', () => {
  test('answers the builds, the places in them, and what is marked there', async () => {
    expect(await search({ q: 'wall harb' })).toEqual({
      total: 1,
      indexing: 0,
      builds: [
        {
          build: expect.objectContaining({ id: 'one', version: 1 }),
          total: 1,
          hits: [
            {
              key: 'text:b1',
              kind: 'text',
              version: 1,
              text: 'the harbour wall',
              ranges: [
                [4, 8],
                [12, 16],
              ],
            },
          ],
        },
      ],
    });
  });

  test('looks in one build, and answers no more than asked for', async () => {
    const all = await search({ q: 'harbour', limit: '1' });
    expect([all.total, all.builds.length]).toEqual([2, 1]);
    const one = await search({ q: 'harbour', build: 'two' });
    expect(one.builds.map(({ build }) => build.id)).toEqual(['two']);
  });

  test('answers page after page, and refuses what is no page', async () => {
    const next = await search({ q: 'harbour', limit: '1', offset: '1' });
    const first = await search({ q: 'harbour', limit: '1' });
    const ids = [...first.builds, ...next.builds].map(({ build }) => build.id);
    expect([next.total, ids.toSorted()]).toEqual([2, ['one', 'two']]);
    expect((await call({ q: 'harbour', offset: '-1' })).status).toBe(400);
  });

  test('takes whatever is typed', async () => {
    for (const q of ['"', 'a AND', '(*:^{-"', 'text : x', '\0', ' '.repeat(50), 'x'.repeat(3000)]) {
      expect((await call({ q })).status).toBe(200);
    }
  });

  test.each(['0', '101', '-1', 'x', ''])('refuses %j as a limit', async (limit) => {
    expect((await call({ q: 'a', limit })).status).toBe(400);
  });
});
