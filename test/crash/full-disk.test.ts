import { describe, expect, it } from 'vitest';
import { fileLimit, mayMount, smallDisk } from './limits.ts';
import { dataFolder, headOf, health, namesIn, post, refusal, serve, until } from './scene.ts';

const MB = 1024;

// Real room that runs out needs a file system of one's own. Where this user may not have one, these
// are counted as skipped, and the limit on the size of a file below stands for them.
describe.runIf(mayMount)('a disk that is full', () => {
  it('keeps what comes, announces nothing, says why, refuses past a limit, and goes on when there is room', async () => {
    const dataDir = dataFolder();
    const disk = smallDisk(dataDir, 64 * MB, 61 * MB);
    const host = await serve(dataDir, { through: disk.through });
    expect(await post(host, 'a', 'first')).toMatchObject({ status: 200, version: 1 });

    const waiting = [post(host, 'a', 'one', 4)];
    await until(async () => (await health(host)).status === 'not-durable');
    expect((await health(host)).problem).toMatchObject({
      code: 'store-full',
      message: expect.stringContaining('Make room'),
    });
    // What fits is written: no build pays for another.
    expect(await post(host, 'b', 'small')).toMatchObject({ status: 200, version: 1 });

    // Of these two the mailbox has room for one, whichever arrives first.
    const [three, four] = [post(host, 'a', 'three', 7), post(host, 'a', 'four', 7)];
    waiting.push(post(host, 'a', 'two'), three, four);
    const refused = await Promise.race([three, four]);
    expect(refused).toMatchObject({ status: 503, error: { code: 'mailbox-full' } });
    expect((await headOf(host, 'a')).version).toBe(1);

    disk.makeRoom(host.pid);
    const answers = await Promise.all(waiting);
    expect(answers.filter(({ status }) => status !== 200)).toEqual([refused]);
    expect(await health(host)).toMatchObject({ status: 'ok', notDurable: 0 });
    expect((await post(host, 'a', refused.name)).status).toBe(200);
    expect((await namesIn(host, 'a')).toSorted()).toEqual(['first', 'four', 'one', 'three', 'two']);
    expect((await host.end()).code).toBe(0);
  });

  it('at the first start says so, and how to go on', async () => {
    const dataDir = dataFolder();
    const { code, stderr } = await refusal(dataDir, { through: smallDisk(dataDir, 64).through });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^ratchet: store-full: .*Make room/);
  });
});

describe('a disk that fails to write', () => {
  it('loses nothing that was acknowledged, and takes the rest when it is sent again', async () => {
    const dataDir = dataFolder();
    const host = await serve(dataDir, { through: fileLimit(2 * MB) });
    expect(await post(host, 'a', 'first')).toMatchObject({ status: 200, version: 1 });
    const waiting = [post(host, 'a', 'one', 4)];
    await until(async () => (await health(host)).status === 'not-durable');
    expect((await health(host)).problem).toMatchObject({ code: 'store-unavailable' });
    waiting.push(post(host, 'a', 'two'));
    // Both have arrived when an answer to a later request is there.
    await health(host);

    const ended = host.end();
    const answers = await Promise.all(waiting);
    expect(answers.map(({ status, error }) => [status, error?.code])).toEqual([
      [503, 'not-durable'],
      [503, 'not-durable'],
    ]);
    expect((await ended).code).toBe(0);

    const next = await serve(dataDir);
    expect(await namesIn(next, 'a')).toEqual(['first']);
    for (const name of ['one', 'two']) expect((await post(next, 'a', name)).status).toBe(200);
    expect(await namesIn(next, 'a')).toEqual(['first', 'one', 'two']);
  });

  it('at the first start says so, and how to go on', async () => {
    const { code, stderr } = await refusal(dataFolder(), { through: fileLimit(4) });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^ratchet: store-unavailable: .*RATCHET_DATA_DIR/);
  });
});
