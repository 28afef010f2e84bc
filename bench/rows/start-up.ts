import { chromium } from 'playwright';
import { findChromium } from '../../scripts/system/chromium.ts';
import type { Benchmark } from '../harness/benchmark.ts';
import { row } from '../harness/result.ts';
import { contest, median } from '../harness/rounds.ts';
import { applications, epoch, launch, paintedAt } from '../support/electron-app.ts';
import { startHeadless } from '../support/headless.ts';
import { madeBuild } from '../support/made-build.ts';

/** The first thing that tells a user something: a build in the list. */
const USEFUL = 'ul[aria-label=Builds] li';

/** From the start of the process until something useful has been painted. */
export const startUp: Benchmark = async (context) => {
  const { quick, folder } = context;
  const dataDir = await madeBuild(context, 1000);
  const apps = await applications(folder);
  const ratchet = async () => {
    const options = ['--port=0', `--data-dir=${dataDir}`];
    const { page, startedAt, close } = await launch(apps.ratchet, folder, options);
    const took = (await paintedAt(page, USEFUL)) - startedAt;
    await close();
    return took;
  };
  const plain = async () => {
    const { page, startedAt, close } = await launch(apps.plain, folder);
    const took = (await paintedAt(page, 'p')) - startedAt;
    await close();
    return took;
  };
  const browser = await chromium.launch({
    executablePath: findChromium(chromium.executablePath()),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const addresses: number[] = [];
  const headless = async () => {
    const startedAt = epoch();
    const host = await startHeadless(dataDir);
    addresses.push(epoch() - startedAt);
    const page = await browser.newPage();
    await page.goto(`${host.origin}/#token=${host.token}`, { waitUntil: 'commit' });
    const took = (await paintedAt(page, USEFUL)) - startedAt;
    await page.close();
    await host.close();
    return took;
  };
  const times = await contest({
    of: { ratchet, plain, headless },
    rounds: quick ? 1 : 7,
    warmUp: quick ? 0 : 1,
  });
  await browser.close();
  await apps.close();
  const from = 'process start to first useful paint';
  return [
    row({
      name: `${from}, Electron`,
      value: times.ratchet,
      unit: 'ms',
      against: { name: 'an Electron window with one line of text', value: times.plain },
    }),
    row({
      name: `${from}, headless in a browser that runs`,
      value: times.headless,
      unit: 'ms',
      note: `it says its address after ${median(addresses).toFixed(0)} ms`,
    }),
  ];
};
