import { basename } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { BuildEvent } from '../../../src/core/build/event.ts';
import type { BuildSummary } from '../../../src/core/build/summary.ts';
import type { Ratchet } from '../ratchet.ts';
import { expect } from '../test.ts';
import { firstPaint } from './first-paint.ts';
import { Flood } from './flood.ts';
import { hide } from './hidden.ts';
import { type Box, scrub, speeds, turnWheel } from './moves.ts';
import { plainPage } from './plain-page.ts';
import { processTimes, usedBetween } from './processes.ts';
import { processorTimeOf } from './processor-time.ts';
import { type Known, type Movement, Report } from './report.ts';
import { framesOf } from './smoothness.ts';
import { Tasks } from './tasks.ts';

/** The worst of what was seen, for what a test asserts on any machine. */
export interface Worst {
  firstPaint: number;
  task: number;
  blank: number;
}

/** A window on a build whose movements are measured. */
export class Scene {
  readonly report: Report;
  readonly worst: Worst = { firstPaint: 0, task: 0, blank: 0 };
  readonly #ratchet: Ratchet;
  readonly #page: Page;
  readonly #tasks: Tasks;
  readonly #stretch: number;
  readonly #known: Known[] = [];
  #opened = 0;

  private constructor(ratchet: Ratchet, title: string, stretch: number, tasks: Tasks) {
    this.#ratchet = ratchet;
    this.#page = ratchet.page;
    this.#stretch = stretch;
    this.#tasks = tasks;
    this.report = new Report(title);
  }

  /** @param stretch how long each movement is looked at, in milliseconds */
  static async of(ratchet: Ratchet, title: string, stretch: number): Promise<Scene> {
    const scene = new Scene(ratchet, title, stretch, await Tasks.of(ratchet.page));
    await scene.plain('nothing else', 'idle');
    const at = Date.now();
    const small: BuildEvent[] = [
      { kind: 'build.started', at, title: 'A small build' },
      { kind: 'notice', at, text: 'nothing much' },
    ];
    await new Flood(ratchet, 'small', small).send(small.length);
    await expect(ratchet.page.getByRole('heading', { name: 'A small build' })).toBeVisible();
    return scene;
  }

  /** The build that is there beside the small one, by the name that the list has for it. */
  async otherBuild(): Promise<{ readonly id: string; readonly title: string }> {
    const { builds } = await this.#get<{ builds: BuildSummary[] }>('/v1/builds');
    const other = builds.find(({ id, parentSession }) => id !== 'small' && parentSession === null);
    if (!other) throw new Error('there is no other build');
    return { id: other.id, title: other.title ?? basename(other.cwd ?? other.id) };
  }

  /** Waits until the host has put what it recorded into its index: nobody opens a build while it is imported. */
  async atRest(): Promise<void> {
    const indexing = async () =>
      (await this.#get<{ indexing: number }>('/v1/search?q=nothing')).indexing;
    await expect.poll(indexing, { timeout: 90_000 }).toBe(0);
  }

  item(name: string): Locator {
    return this.#page.getByRole('navigation', { name: 'Builds' }).getByRole('button', { name });
  }

  /** Opens a build from another one, again and again. */
  async open(title: string, times: number): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      this.#opened += 1;
      await this.item('A small build').click();
      await expect(this.#page.getByRole('heading', { name: 'A small build' })).toBeVisible();
      const { pid } = this.#ratchet;
      const before = processorTimeOf(pid);
      const { result: ms, work } = await this.#tasks.during(() =>
        firstPaint(this.#page, this.item(title), title),
      );
      const after = processorTimeOf(pid);
      this.worst.firstPaint = Math.max(this.worst.firstPaint, ms);
      const measured = `${ms.toFixed(0)} ms`;
      this.report.add(
        `first useful paint, time ${this.#opened}`,
        measured,
        '≤ 1000 ms',
        ms <= 1000,
      );
      const host = before === null || after === null ? '' : `; the host ${after - before} ms`;
      const page = `the page ${work.total.toFixed(0)} ms, in tasks of up to ${work.longest.toFixed(0)} ms`;
      this.report.add('  processor time', `${page}${host}`);
    }
  }

  async move(what: string, work: () => Promise<void>): Promise<void> {
    const measured = await this.#measure(this.#page, this.#tasks, work);
    this.worst.task = Math.max(this.worst.task, measured.work.longest);
    this.worst.blank += measured.frames.blank;
    this.report.moved(what, measured, this.#known);
  }

  /**
   * What this machine draws at all: a page of plain text is scrolled in the same way, while Ratchet's own draws nothing.
   * @param beside what goes on meanwhile, in words
   * @param name how it is called beside the movements
   */
  async plain(beside: string, name: string): Promise<void> {
    const show = await hide(this.#ratchet);
    const [page, close] = await plainPage(this.#ratchet);
    const tasks = await Tasks.of(page);
    const box = { x: 0, y: 0, width: 800, height: 600 };
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight / 2));
    const measured = await this.#measure(page, tasks, () =>
      turnWheel(page, box, speeds.flick, this.#stretch),
    );
    this.report.moved(`a plain page, ${beside}: a hard flick`, measured, null);
    this.#known.push({ name, perSecond: measured.frames.perSecond });
    await close();
    await show();
  }

  look = (): Promise<void> =>
    new Promise((resolve) => {
      setTimeout(resolve, this.#stretch);
    });

  scroll = (): Promise<void> => this.#wheel(speeds.scroll);

  flick = (): Promise<void> => this.#wheel(speeds.flick);

  scrub = async (): Promise<void> =>
    scrub(
      this.#page,
      await boxOf(this.#page.locator('section[aria-label=Timeline] canvas')),
      this.#stretch,
    );

  async #wheel(speed: number): Promise<void> {
    const plan = await boxOf(this.#page.getByRole('tree', { name: 'Plan' }));
    await turnWheel(this.#page, plan, speed, this.#stretch);
  }

  async #get<Answer>(path: string): Promise<Answer> {
    const { address, token } = this.#ratchet.host;
    const response = await fetch(`${address}${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return (await response.json()) as Answer;
  }

  async #measure(page: Page, tasks: Tasks, move: () => Promise<void>): Promise<Movement> {
    const { result, work } = await tasks.during(async () => {
      const before = processTimes();
      const begun = performance.now();
      const frames = await framesOf(page, move);
      const after = processTimes();
      const used = before && after && usedBetween(before, after, performance.now() - begun);
      return { frames, used };
    });
    return { ...result, work };
  }
}

async function boxOf(element: Locator): Promise<Box> {
  const box = await element.boundingBox();
  if (!box) throw new Error('what is to be moved is not on the screen');
  return box;
}
