import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { temporary } from '../support/rig.ts';
import { startReceiver } from '../support/sentry-receiver.ts';

const headless = resolve(import.meta.dirname, '../../src/main/headless.ts');

/** Put before the host's own code: says when the SDK is loaded, and throws when it is told to. */
const before = `
import { registerHooks } from 'node:module';
registerHooks({
  resolve(specifier, context, next) {
    if (specifier.startsWith('@sentry/')) process.stderr.write('loads ' + specifier + '\\n');
    return next(specifier, context);
  },
});
process.on('SIGUSR2', () => { throw new Error('secret words in /home/somebody'); });
process.on('SIGWINCH', () => void Promise.reject(new Error('secret words in /home/somebody')));
`;

/** A real headless host in a process of its own, with what is in its environment. */
async function startProcess(dataDir: string, environment: NodeJS.ProcessEnv) {
  const preload = `data:text/javascript,${encodeURIComponent(before)}`;
  const args = ['--import', preload, headless, '--data-dir', dataDir, '--port', '0'];
  const { SENTRY_DSN: _, ...rest } = process.env;
  const child: ChildProcess = spawn(process.execPath, args, {
    env: { ...rest, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (!child.stdout || !child.stderr) throw new Error('no pipes');
  const complaints = text(child.stderr);
  const exited = once(child, 'exit');
  await once(createInterface({ input: child.stdout }), 'line');
  return {
    async end(signal: NodeJS.Signals) {
      child.kill(signal);
      const [code] = (await exited) as [number | null];
      return { code, complaints: await complaints };
    },
  };
}

it.each([
  ['an error', 'SIGUSR2'],
  ['a rejection', 'SIGWINCH'],
] as const)(
  '%s that nobody caught ends the host as ever, and was told of before',
  async (_, signal) => {
    await using folder = await temporary();
    await using receiver = await startReceiver();
    const host = await startProcess(join(folder.path, 'data'), { SENTRY_DSN: receiver.dsn });
    const { code, complaints } = await host.end(signal);
    expect(code).toBe(1);
    expect(complaints).toContain('Error: secret words in /home/somebody');
    expect(complaints).toContain('loads @sentry/core');
    expect(receiver.received).toHaveLength(1);
    expect(receiver.received[0]?.payload).toMatchObject({
      level: 'fatal',
      tags: { incident: 'crash' },
      exception: { values: [{ type: 'Error', value: 'no code' }] },
    });
    expect(receiver.received[0]?.raw).not.toMatch(/secret|home|somebody/);
  },
);

it('a host that cannot reach its receiver ends all the same', async () => {
  await using folder = await temporary();
  await using receiver = await startReceiver({ hangs: true });
  const host = await startProcess(join(folder.path, 'data'), { SENTRY_DSN: receiver.dsn });
  const began = performance.now();
  const { code } = await host.end('SIGUSR2');
  expect(code).toBe(1);
  // It would never be answered.
  expect(performance.now() - began).toBeLessThan(30_000);
});

it('without SENTRY_DSN nothing of the SDK is loaded', async () => {
  await using folder = await temporary();
  const host = await startProcess(join(folder.path, 'data'), {});
  const { code, complaints } = await host.end('SIGTERM');
  expect({ code, complaints }).toEqual({ code: 0, complaints: '' });
});

it('what is no DSN is said to be none, and the host runs without', async () => {
  await using folder = await temporary();
  const host = await startProcess(join(folder.path, 'data'), { SENTRY_DSN: 'nonsense' });
  const { code, complaints } = await host.end('SIGTERM');
  expect(code).toBe(0);
  expect(complaints).toContain('Invalid Sentry Dsn');
});
