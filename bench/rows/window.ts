import type { ElectronApplication, Page } from 'playwright';
import { readHostFile } from '../../src/main/host/server/host-file.ts';
import type { Benchmark } from '../harness/benchmark.ts';
import { row } from '../harness/result.ts';
import { applications, epoch, launch, paintedAt } from '../support/electron-app.ts';
import { BUILD, madeBuild } from '../support/made-build.ts';
import { openProducer, publishSteadily } from '../support/producer.ts';

const ITEM = 'ul[aria-label=Builds] li button, ul[aria-label=Builds] li a';
const OPENED = '[role=tree][aria-label=Plan] [role=treeitem]';
const RATE = 1000;

/** A long build in the desktop window: until it is seen, and how it moves while a lot happens. */
export const window: Benchmark = async (context) => {
  const { quick, folder, say } = context;
  const size = quick ? 10_000 : 100_000;
  const dataDir = await madeBuild(context, size);
  const apps = await applications(folder);
  const options = ['--port=0', `--data-dir=${dataDir}`];
  const idle = await launch(apps.plain, folder);
  const { app, page, close } = await launch(apps.ratchet, folder, options);
  await paintedAt(page, ITEM);
  const clicked = epoch();
  await page.click(ITEM);
  const opened = (await paintedAt(page, OPENED)) - clicked;
  say(`opened in ${opened.toFixed(0)} ms`);

  const file = await readHostFile(dataDir);
  if (!file) throw new Error('the application has written no host.json');
  const host = { origin: `http://127.0.0.1:${file.port}`, token: file.token };
  const producer = await openProducer(host);
  const seconds = quick ? 1.5 : 20;
  const atRest = await framesDuring(
    page,
    () => new Promise((go) => setTimeout(go, quick ? 500 : 2000)),
  );
  await watchLoop(app);
  await watchLoop(idle.app);
  const busy = await framesDuring(page, () =>
    publishSteadily(producer, { build: BUILD, perSecond: RATE, seconds }),
  );
  const loop = await loopDelay(app);
  const empty = await loopDelay(idle.app);
  producer.close();
  await close();
  await idle.close();
  await apps.close();
  const load = `${size.toLocaleString('en')}-event build, ${RATE.toLocaleString('en')} events/s`;
  return [
    row({
      name: `opening a ${size.toLocaleString('en')}-event build: click to first useful paint`,
      value: opened,
      unit: 'ms',
      target: { of: 'value', is: 'at most', limit: 1000 },
    }),
    row({
      name: `frames, ${load}`,
      value: busy.perSecond,
      unit: 'frames/s',
      against: { name: 'at rest, on this display without a GPU', value: atRest.perSecond },
      // 60 a second, of a display that shows 60: one frame in fifty may be lost to whatever else the machine does.
      target: { of: 'ratio', is: 'at least', limit: 0.98 },
    }),
    row({
      name: `longest task of the page, ${load}`,
      value: busy.longest,
      unit: 'ms',
      note: `${busy.tasks} over 50 ms; none is told below that`,
      target: { of: 'value', is: 'at most', limit: 50 },
    }),
    row({
      name: `delay of Electron's main loop, p99, ${load}`,
      value: loop.p99,
      unit: 'ms',
      // What the machine alone does to one: it shares the processors with the page and its load.
      against: { name: 'one that shows a line, at the same time', value: empty.p99 },
      note: `p50 ${loop.p50.toFixed(1)}, max ${loop.max.toFixed(1)}`,
      target: { of: 'value', is: 'at most', limit: 16 },
    }),
  ];
};

interface Frames {
  readonly perSecond: number;
  readonly tasks: number;
  readonly longest: number;
}

async function framesDuring(page: Page, work: () => Promise<unknown>): Promise<Frames> {
  await page.evaluate(() => {
    const seen = { frames: 0, tasks: 0, longest: 0, since: performance.now(), on: true };
    const count = () => {
      seen.frames += 1;
      if (seen.on) requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
    new PerformanceObserver((list) => {
      for (const { duration, startTime } of list.getEntries()) {
        if (!seen.on || startTime < seen.since) continue;
        seen.tasks += 1;
        seen.longest = Math.max(seen.longest, duration);
      }
    }).observe({ type: 'longtask' });
    Object.assign(globalThis, { benchFrames: seen });
  });
  await work();
  return page.evaluate(() => {
    const { benchFrames: seen } = globalThis as unknown as {
      benchFrames: { frames: number; tasks: number; longest: number; since: number; on: boolean };
    };
    seen.on = false;
    const { frames, tasks, longest } = seen;
    return { perSecond: (frames * 1000) / (performance.now() - seen.since), tasks, longest };
  });
}

const RESOLUTION = 1;

async function watchLoop(app: ElectronApplication): Promise<void> {
  await app.evaluate((_electron, resolution) => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const delay = monitorEventLoopDelay({ resolution });
    delay.enable();
    Object.assign(globalThis, { benchDelay: delay });
  }, RESOLUTION);
}

async function loopDelay(app: ElectronApplication) {
  const nanoseconds = await app.evaluate(() => {
    const { benchDelay: delay } = globalThis as unknown as {
      benchDelay: { percentile(at: number): number; max: number };
    };
    return { p50: delay.percentile(50), p99: delay.percentile(99), max: delay.max };
  });
  const late = (value: number) => Math.max(0, value / 1e6 - RESOLUTION);
  return { p50: late(nanoseconds.p50), p99: late(nanoseconds.p99), max: late(nanoseconds.max) };
}
