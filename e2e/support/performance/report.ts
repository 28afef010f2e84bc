import { cpus, loadavg } from 'node:os';
import type { TestInfo } from '@playwright/test';
import type { Smoothness } from './smoothness.ts';

/** What was measured, beside what is wanted. */
export class Report {
  readonly #rows: { readonly what: string; readonly measured: string; readonly target: string }[] =
    [];

  add(what: string, measured: string, target = '', holds?: boolean): void {
    const verdict = holds === undefined ? '' : holds ? ', holds' : ', DOES NOT HOLD';
    this.#rows.push({ what, measured, target: `${target}${verdict}` });
  }

  moved(what: string, { perSecond, median, longest, longTasks }: Smoothness, wanted = true): void {
    const frames = `${perSecond.toFixed(1)} frames/s, median ${median.toFixed(1)} ms, longest ${longest.toFixed(0)} ms`;
    const tasks = longTasks.length === 0 ? 'none' : `${longTasks.join(', ')} ms`;
    if (!wanted) return this.add(what, `${frames}; tasks over 50 ms: ${tasks}`);
    this.add(what, frames, '60 frames/s', perSecond >= 58);
    this.add(`${what}: tasks over 50 ms`, tasks, 'none', longTasks.length === 0);
  }

  print(testInfo: TestInfo): void {
    const wide = Math.max(...this.#rows.map(({ what }) => what.length));
    const far = Math.max(...this.#rows.map(({ measured }) => measured.length));
    const lines = this.#rows.map(
      ({ what, measured, target }) => `  ${what.padEnd(wide)}  ${measured.padEnd(far)}  ${target}`,
    );
    const machine = `${cpus().length} processors, load ${loadavg()[0]?.toFixed(1)}`;
    const text = [`${testInfo.project.name} (${machine})`, ...lines].join('\n');
    testInfo.annotations.push({ type: 'measured', description: text });
    console.log(text);
  }
}
