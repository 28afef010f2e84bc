import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import type { BuildEvent } from '../../src/core/build/event.ts';
import { nameOf, recordedLog } from './recorded-log.ts';
import { type Ended, type HostOptions, type HostProcess, launchHost } from './host-process.ts';

/** A data folder that goes with the test. */
export function dataFolder(): string {
  const path = mkdtempSync(join(realpathSync(tmpdir()), 'ratchet-failure-'));
  onTestFinished(() => {
    chmodSync(path, 0o700);
    rmSync(path, { recursive: true, force: true });
  });
  return path;
}

export interface Serving extends HostProcess {
  end(signal?: 'SIGKILL' | 'SIGTERM'): Promise<Ended>;
}

/** A host that serves; it is killed with the test where it was not ended before. */
export async function serve(dataDir: string, options: HostOptions = {}): Promise<Serving> {
  const launched = launchHost(dataDir, options);
  onTestFinished(async () => void (await launched.end('SIGKILL')));
  const host = await launched.ready;
  return { ...host, end: (signal = 'SIGTERM') => launched.end(signal) };
}

/** What a host that does not start says. */
export async function refusal(dataDir: string, options: HostOptions = {}): Promise<Ended> {
  const launched = launchHost(dataDir, options);
  onTestFinished(async () => void (await launched.end('SIGKILL')));
  return launched.ready.then(
    () => ({ code: null, stderr: 'it started' }),
    () => launched.ended,
  );
}

export const notice = (text: string): BuildEvent => ({ kind: 'notice', at: 1000, text });

/** What makes a publication large: as much as fits a notice. */
const FILLER = 'x'.repeat(4000);

/** Publishes over HTTP, under a key of the same name; with so many megabytes behind it. */
export async function post(host: HostProcess, build: string, name: string, megabytes = 0) {
  const fillers = Array.from({ length: megabytes * 250 }, () => notice(FILLER));
  const body = { events: [notice(name), ...fillers] };
  const response = await host.call(`/v1/builds/${build}/events`, {
    method: 'POST',
    body,
    key: name,
  });
  return { name, status: response.status, ...answerSchema.parse(await response.json()) };
}

/** Asks again until it is so: what is waited for has no event of its own. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}

const errorSchema = z.object({ code: z.string(), message: z.string() });
const answerSchema = z.looseObject({
  version: z.number().optional(),
  error: errorSchema.optional(),
});

const healthSchema = z.looseObject({
  status: z.string(),
  notDurable: z.number(),
  problem: errorSchema.optional(),
});

export async function health(host: HostProcess) {
  return healthSchema.parse(await (await host.call('/v1/health')).json());
}

export async function headOf(host: HostProcess, build: string) {
  const answer: unknown = await (await host.call(`/v1/builds/${build}/state`)).json();
  return z.object({ version: z.number(), digest: z.string() }).parse(answer);
}

/** The publications that are in the log of a build, in its order. */
export async function namesIn(host: HostProcess, build: string): Promise<string[]> {
  const { events } = await recordedLog(host, build);
  return events.map((event) => nameOf(event)).filter((name) => name !== FILLER);
}
