import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { dataFolder, namesIn, post, serve, until } from './scene.ts';

/** Names of the threads of a process. */
function threadsOf(pid: number): string[] {
  const tasks = `/proc/${pid}/task`;
  return readdirSync(tasks).map((task) => readFileSync(`${tasks}/${task}/comm`, 'utf8').trim());
}

// In the bundle the thread is a file of its own: one that is not found would only make the host slower.
it.runIf(process.platform === 'linux')(
  'a log that has grown is moved by the thread that is for it',
  async () => {
    const host = await serve(dataFolder());
    expect(threadsOf(host.pid)).not.toContain('log-mover');
    await post(host, 'a', 'large', 6);
    await until(async () => threadsOf(host.pid).includes('log-mover'));
    await post(host, 'a', 'after');
    expect(threadsOf(host.pid)).toContain('log-mover');
    expect(await namesIn(host, 'a')).toContain('after');
    expect((await host.end()).code).toBe(0);
  },
);
