import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { eventKinds } from '../../src/core/build/event.ts';
import { runHost } from '../support/running-host.ts';

const text = readFileSync(join(import.meta.dirname, '../../docs/api.md'), 'utf8');

const addresses = [...text.matchAll(/^ {4}(GET|POST|PATCH|DELETE|WS) (\/v1\/\S+)$/gm)].map(
  ([, method = '', path = '']) => ({
    method,
    path: path.replace('{id}', 'tide-1').replace('{name}', 'f'.repeat(32)),
  }),
);

const errorSchema = z.object({ error: z.object({ code: z.string() }) });

async function hostWithExample() {
  const running = await runHost();
  onTestFinished(() => running[Symbol.asyncDispose]());
  const body = /-d '(\{"events": \[[^']*)'/.exec(text)?.[1] ?? '';
  const answer = await running.call('/v1/builds/tide-1/events', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  return { running, answer: await answer.json() };
}

describe('docs/api.md', () => {
  it('has an example that is recorded', async () => {
    const { running, answer } = await hostWithExample();
    expect(answer).toMatchObject({ version: 5, events: 5, duplicate: false });
    const build: unknown = await (await running.call('/v1/builds/tide-1')).json();
    expect(build).toMatchObject({ status: 'failed', title: 'Chart the tides', failedTools: 1 });
  });

  it('names addresses that are there, by methods that they take', async () => {
    const { running } = await hostWithExample();
    expect(addresses.length).toBeGreaterThan(25);
    for (const { method, path } of addresses) {
      if (method === 'WS') {
        const socket = running.socket(path);
        await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
        socket.close();
        continue;
      }
      const isWrite = method === 'POST' || method === 'PATCH';
      const response = await running.call(path, {
        method,
        ...(isWrite ? { headers: { 'content-type': 'application/json' }, body: '{}' } : {}),
      });
      const read = await response.text();
      if (response.ok) continue;
      const { code } = errorSchema.parse(JSON.parse(read)).error;
      expect(code, `${method} ${path}`).not.toMatch(/not-found|wrong-method|internal/);
    }
  });

  it('names every kind of event', () => {
    const table = text.slice(text.indexOf('### Events'), text.indexOf('A build from its'));
    const named = [...table.matchAll(/^\| (`.*?) +\|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([^`]+)`/g)].map(([, kind]) => kind),
    );
    expect(new Set(named)).toEqual(new Set(eventKinds));
  });
});
