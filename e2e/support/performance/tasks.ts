import type { CDPSession, Page } from '@playwright/test';

/**
 * What the main thread of a page did. Milliseconds of processor time: what other programs take of the machine
 * does not count.
 */
export interface Work {
  /** Tasks that took more than 50 ms, in their order. */
  readonly long: readonly number[];
  readonly longest: number;
  readonly total: number;
  /** Share of the time in which the thread was at work. */
  readonly busy: number;
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of the thread's own time. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

const LONG = 50;

/** Reads the processor time of each task of a page off the browser's own trace. */
export class Tasks {
  readonly #session: CDPSession;

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async of(page: Page): Promise<Tasks> {
    return new Tasks(await page.context().newCDPSession(page));
  }

  async during<Result>(work: () => Promise<Result>): Promise<{ result: Result; work: Work }> {
    const session = this.#session;
    const events: TraceEvent[] = [];
    const collect = ({ value }: { value: object[] }) => {
      for (const event of value) events.push(event as TraceEvent);
    };
    session.on('Tracing.dataCollected', collect);
    await session.send('Tracing.start', {
      transferMode: 'ReportEvents',
      traceConfig: { includedCategories: ['toplevel'], excludedCategories: ['*'] },
    });
    const begun = performance.now();
    const result = await work();
    const took = performance.now() - begun;
    const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
    await session.send('Tracing.end');
    await complete;
    session.off('Tracing.dataCollected', collect);
    return { result, work: workIn(events, took) };
  }
}

function workIn(events: readonly TraceEvent[], took: number): Work {
  const main = ({ name, args }: TraceEvent) =>
    name === 'thread_name' && args?.name === 'CrRendererMain';
  const tasks = new Map(
    events.filter(main).map(({ pid, tid }) => [`${pid}/${tid}`, [] as number[]]),
  );
  for (const { name, pid, tid, tdur = 0 } of events) {
    if (name === 'ThreadControllerImpl::RunTask') tasks.get(`${pid}/${tid}`)?.push(tdur / 1000);
  }
  // A browser keeps spare pages; ours is the one that works.
  const sum = (list: readonly number[]) => list.reduce((total, one) => total + one, 0);
  const [ours = []] = [...tasks.values()].toSorted((a, b) => sum(b) - sum(a));
  return {
    long: ours.filter((task) => task > LONG).map(Math.round),
    longest: Math.max(0, ...ours),
    total: sum(ours),
    busy: sum(ours) / took,
  };
}
