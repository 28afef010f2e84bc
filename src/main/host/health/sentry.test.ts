import { describe, expect, it } from 'vitest';
import { eventually } from '../../../../test/support/eventually.ts';
import { startReceiver } from '../../../../test/support/sentry-receiver.ts';
import { VirtualTime } from '../../../../test/support/world.ts';
import { GENESIS } from '../../../core/sync/digest.ts';
import type { Refreshed } from '../processor/observer.ts';
import { exceptionsOf, headersOf, nameless } from './scrub.ts';
import { SentryReporter } from './sentry.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const spanId = 'b7ad6b7169203331';
const traced = (id: string, sampled = '-1') => ({ sentryTrace: `${id}-${spanId}${sampled}` });

const refreshed = (change: Partial<Refreshed> = {}): Refreshed => ({
  build: 'secret-build',
  base: { version: 4, digest: GENESIS },
  head: { version: 6, digest: GENESIS },
  events: 2,
  takenAt: 0,
  commitTime: 1.5,
  traces: [],
  inOrder: true,
  ...change,
});

async function reporting(sampleRate: number | null = null, isAllowed = () => true) {
  const receiver = await startReceiver();
  const time = new VirtualTime();
  const world = { now: () => time.now, elapsed: () => time.now };
  const reporter = new SentryReporter(
    { dsn: receiver.dsn, version: '1', sampleRate, isAllowed },
    world,
  );
  return {
    receiver,
    reporter,
    time,
    async [Symbol.asyncDispose]() {
      await reporter.close();
      await receiver[Symbol.asyncDispose]();
    },
  };
}

describe('a reporter', () => {
  it('sends nothing while the user does not allow it, and keeps nothing for later', async () => {
    let isAllowed = false;
    await using all = await reporting(null, () => isAllowed);
    all.reporter.cut();
    await all.reporter.crashed(new Error('not told'));
    expect(all.receiver.received).toHaveLength(0);
    isAllowed = true;
    await all.reporter.crashed(new Error('told'));
    await eventually(() => expect(all.receiver.of('event')).toHaveLength(1));
    expect(all.receiver.of('event')[0]?.payload).toMatchObject({ tags: { incident: 'crash' } });
  });

  it('tells of versions out of order, under the trace of the event', async () => {
    await using all = await reporting();
    all.reporter.refreshed(refreshed({ inOrder: false, traces: [traced(traceId)] }), 5);
    await eventually(() => expect(all.receiver.received).toHaveLength(2));
    const [event] = all.receiver.of('event');
    expect(event?.payload).toMatchObject({
      level: 'error',
      message: 'Versions were announced out of order',
      tags: { incident: 'out-of-order', build: nameless('secret-build') },
      extra: { base: 4 },
      contexts: { trace: { trace_id: traceId } },
    });
    expect(event?.raw).not.toContain('secret-build');
  });

  it('gives each trace that met in a refresh a transaction of its own', async () => {
    await using all = await reporting();
    const other = 'f'.repeat(32);
    const traces = [traced(traceId), traced(other), traced(traceId)];
    all.reporter.refreshed(refreshed({ traces }), 5);
    await eventually(() => expect(all.receiver.received).toHaveLength(2));
    const ids = all.receiver.of('transaction').map(({ payload }) => payload.contexts?.trace);
    expect(ids.map((trace) => trace?.trace_id)).toEqual([traceId, other]);
    const [first] = all.receiver.of('transaction');
    const { start_timestamp: began = 0, timestamp: ended = 0 } = first?.payload ?? {};
    expect((ended - began) * 1000).toBeCloseTo(5, 3);
  });

  it.each([
    { sampleRate: null, told: ['sampled'] },
    { sampleRate: 1, told: ['sampled', 'undecided'] },
    { sampleRate: 0, told: [] },
  ])('samples by the trace, and at a rate of $sampleRate tells of $told', async (given) => {
    await using all = await reporting(given.sampleRate);
    const ids = { sampled: '1'.repeat(32), undecided: '2'.repeat(32), not: '3'.repeat(32) };
    const traces = [traced(ids.sampled), traced(ids.undecided, ''), traced(ids.not, '-0')];
    all.reporter.refreshed(refreshed({ traces }), 5);
    // What comes last: by then the others have been sent, if they are.
    all.reporter.cut();
    await eventually(() => expect(all.receiver.of('event')).toHaveLength(1));
    const traceIds = all.receiver.of('transaction').map(({ payload }) => payload.contexts?.trace);
    expect(traceIds.map((trace) => trace?.trace_id)).toEqual(
      given.told.map((name) => ids[name as keyof typeof ids]),
    );
  });

  it('tells of each kind ten times a minute, and then of how many it did not tell', async () => {
    await using all = await reporting();
    for (let at = 0; at < 50; at += 1) all.reporter.missed({ gaps: 1, resyncs: 1 });
    all.reporter.unreadable('build/secret-build', new Error('secret words'));
    await eventually(() => expect(all.receiver.received).toHaveLength(11));
    all.time.advance(60_000);
    all.reporter.missed({ gaps: 2, resyncs: 1 });
    await eventually(() => expect(all.receiver.received).toHaveLength(12));
    expect(all.receiver.received.at(-1)?.payload.extra).toEqual({
      gaps: 2,
      resyncs: 1,
      unreported: 40,
    });
    expect(JSON.stringify(all.receiver.received)).not.toContain('secret');
  });

  it('sends what waits when it is closed, and nothing after', async () => {
    await using all = await reporting();
    all.reporter.cut();
    await all.reporter.close();
    expect(all.receiver.received).toHaveLength(1);
    all.reporter.missed({ gaps: 1, resyncs: 1 });
    await all.reporter.close();
    expect(all.receiver.received).toHaveLength(1);
  });
});

describe('what leaves', () => {
  it('of an error is its class, code and place, whatever it was made to say', () => {
    const error = Object.assign(new TypeError('x\n    at secret (/home/secret/words.ts:1:1)'), {
      code: 'SQLITE_FULL',
    });
    const [exception] = exceptionsOf(error, true);
    expect(exception).toMatchObject({ type: 'TypeError', value: 'SQLITE_FULL' });
    expect(exception?.stacktrace?.frames?.at(-1)?.filename).toBe('sentry.test.ts');
    expect(JSON.stringify(exception)).not.toContain('secret');

    error.message = 'another';
    expect(exceptionsOf(error, true)[0]?.stacktrace?.frames).toEqual([]);
    const odd = Object.assign(new Error('x'), { name: 'a secret name', code: 'a secret code' });
    expect(JSON.stringify(exceptionsOf(odd, true))).not.toContain('secret');
    expect(exceptionsOf('secret', true)).toMatchObject([{ type: 'NotAnError', value: 'string' }]);
    const circle = new Error('one');
    circle.cause = circle;
    expect(exceptionsOf(circle, true).length).toBeLessThan(10);
  });

  it('of a trace is what sampling needs', () => {
    const baggage = `sentry-trace_id=${traceId}, sentry-sample_rate=1,sentry-transaction=%2Fsecret,sentry-user_id=secret,other=secret`;
    expect(headersOf({ ...traced(traceId), baggage })).toEqual({
      sentryTrace: `${traceId}-${spanId}-1`,
      baggage: `sentry-trace_id=${traceId},sentry-sample_rate=1`,
    });
  });

  it.each([
    [`00-${traceId}-${spanId}-01`, `${traceId}-${spanId}-1`],
    [`00-${traceId}-${spanId}-02`, `${traceId}-${spanId}-0`],
    [`00-${'0'.repeat(32)}-${spanId}-01`, undefined],
    [`00-${traceId}-${'0'.repeat(16)}-01`, undefined],
    ['nonsense', undefined],
  ])('the traceparent %s is the trace %s', (traceparent, sentryTrace) => {
    expect(headersOf({ traceparent })?.sentryTrace).toBe(sentryTrace);
  });
});
