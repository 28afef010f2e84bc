import { cpus, loadavg } from 'node:os';
import type { TestInfo } from '@playwright/test';
import type { Frames } from './smoothness.ts';
import type { Work } from './tasks.ts';

interface Row {
  readonly what: string;
  readonly measured: string;
  readonly target: string;
}

/** What was seen while something was done with a page. */
export interface Movement {
  readonly frames: Frames;
  readonly work: Work;
  /** Processor time of the processes, in words; null where the system does not tell. */
  readonly used: string | null;
}

/** What a plain page does on this machine. */
export interface Known {
  readonly name: string;
  readonly perSecond: number;
}

/** What was measured, beside what is wanted. */
export class Report {
  readonly #title: string;
  readonly #rows: Row[] = [];

  constructor(title: string) {
    this.#title = title;
  }

  add(what: string, measured: string, target = '', holds?: boolean): void {
    const verdict = holds === undefined ? '' : holds ? ': holds' : ': DOES NOT HOLD';
    this.#rows.push({ what, measured, target: `${target}${verdict}` });
  }

  /** @param known what a plain page does on this machine; null for that page itself */
  moved(what: string, { frames, work, used }: Movement, known: readonly Known[] | null): void {
    const { perSecond, longest, blank } = frames;
    const seen = `${perSecond.toFixed(1)} frames/s, longest ${longest.toFixed(0)} ms${blank > 0 ? `, ${blank} BLANK` : ''}`;
    const plain = known?.map(({ name, perSecond: most }) => `${name} ${most.toFixed(1)}`) ?? [];
    const beside = plain.length === 0 ? '' : `; a plain page: ${plain.join(', ')}`;
    this.add(what, `${seen}${beside}`, '60 frames/s', perSecond >= 59);
    const long = work.long.length === 0 ? '' : `: ${work.long.join(', ')}`;
    const tasks = `longest ${work.longest.toFixed(0)} ms, ${work.long.length} over 50 ms${long}; busy ${(100 * work.busy).toFixed(0)} %`;
    this.add('  processor time of tasks', tasks, '≤ 50 ms', work.long.length === 0);
    if (used !== null) this.add('  and of processes', used);
  }

  print(testInfo: TestInfo): void {
    const wide = Math.max(...this.#rows.map(({ what }) => what.length));
    const far = Math.max(...this.#rows.map(({ measured }) => measured.length));
    const lines = this.#rows.map(
      ({ what, measured, target }) => `  ${what.padEnd(wide)}  ${measured.padEnd(far)}  ${target}`,
    );
    const machine = `${cpus().length} processors, load ${loadavg()[0]?.toFixed(1)}`;
    const text = [`${testInfo.project.name}: ${this.#title} (${machine})`, ...lines].join('\n');
    testInfo.annotations.push({ type: 'measured', description: text });
    console.log(text);
  }
}
