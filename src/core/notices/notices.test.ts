import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VirtualTime } from '../../../test/support/world.ts';
import { emptyState } from '../build/state.ts';
import { type BuildSummary, buildStatuses, summarise } from '../build/summary.ts';
import { defaultSettings } from '../settings/settings.ts';
import type { Circumstances, Notice } from './notices.ts';
import { Teller } from './teller.ts';

/** Notifications as a system shows them, and the window beside. */
class Desk {
  readonly time = new VirtualTime();
  readonly shown = new Map<string, Notice>();
  /** Every one that was put up, in order. */
  readonly log: string[] = [];
  circumstances: Circumstances = { notify: { ...defaultSettings.notify }, looksAt: null };
  readonly teller: Teller;

  constructor(builds: readonly BuildSummary[] = []) {
    const world = { now: () => this.time.now, after: this.time.after };
    const board = {
      show: (notice: Notice) => {
        this.shown.set(notice.id, notice);
        this.log.push(notice.title);
      },
      withdraw: (id: string) => void this.shown.delete(id),
    };
    this.teller = new Teller(world, board, () => this.circumstances, builds);
  }

  build(id: string, status: BuildSummary['status'], change: Partial<BuildSummary> = {}) {
    const build = { ...summarise(id, emptyState), title: id, lastEventAt: this.time.now };
    return { ...build, status, ...change };
  }

  take(id: string, status: BuildSummary['status'], change: Partial<BuildSummary> = {}): void {
    this.teller.take([this.build(id, status, change)]);
  }

  get titles(): string[] {
    return [...this.shown.values()].map(({ title }) => title);
  }
}

describe('a request', () => {
  it('is told once, a second after it came', () => {
    const desk = new Desk();
    desk.take('a', 'waiting', { evidence: 'Run it?' });
    desk.time.advance(999);
    expect(desk.log).toEqual([]);
    desk.time.advance(1);
    expect([...desk.shown.values()]).toEqual([
      {
        id: 'needsYou/a',
        build: 'a',
        title: 'Needs you · a',
        body: 'Run it?',
        silent: true,
      },
    ]);
    for (let times = 0; times < 5; times += 1) {
      desk.take('a', 'waiting', { evidence: 'Run it?' });
      desk.time.advance(10_000);
    }
    expect(desk.log).toHaveLength(1);
    expect(desk.time.pending).toBe(0);
  });

  it('that is answered at once is never told, and a later one is taken back', () => {
    const desk = new Desk();
    desk.take('a', 'waiting');
    desk.time.advance(500);
    desk.take('a', 'running');
    desk.time.advance(10_000);
    expect(desk.log).toEqual([]);
    desk.take('a', 'waiting');
    desk.time.advance(1000);
    expect(desk.titles).toEqual(['Needs you · a']);
    desk.take('a', 'running');
    expect(desk.titles).toEqual([]);
  });

  it('that another one follows is told anew', () => {
    const desk = new Desk();
    desk.take('a', 'waiting', { evidence: 'First?' });
    desk.time.advance(1000);
    desk.take('a', 'waiting', { evidence: 'Second?' });
    desk.time.advance(5000);
    expect([...desk.shown.values()].map(({ body }) => body)).toEqual(['Second?']);
    expect(desk.log).toHaveLength(2);
  });

  it('of a sub-agent is told, its end and its failure are not', () => {
    const desk = new Desk();
    desk.circumstances = { ...desk.circumstances, notify: { ...all } };
    desk.take('a', 'waiting', { parentSession: 'p' });
    desk.take('b', 'failed', { parentSession: 'p' });
    desk.take('c', 'succeeded', { parentSession: 'p' });
    desk.time.advance(10_000);
    expect(desk.log).toEqual(['Needs you · a']);
  });
});

const all = { needsYou: true, failed: true, finished: true, sound: false };

describe('what is old', () => {
  it('or was there at the start calls nobody', () => {
    const before = new Desk();
    const desk = new Desk([before.build('a', 'waiting'), before.build('b', 'failed')]);
    desk.take('a', 'waiting');
    desk.take('c', 'failed', { lastEventAt: desk.time.now - 3 * 60_000 });
    desk.take('d', 'waiting', { lastEventAt: null });
    desk.time.advance(10_000);
    expect(desk.log).toEqual([]);
  });
});

describe('a build that somebody looks at', () => {
  it('is not told of, and what was told of it is taken back', () => {
    const desk = new Desk();
    desk.circumstances = { ...desk.circumstances, looksAt: 'a' };
    desk.take('a', 'waiting');
    desk.take('b', 'waiting');
    desk.time.advance(1000);
    expect(desk.titles).toEqual(['Needs you · b']);
    desk.circumstances = { ...desk.circumstances, looksAt: 'b' };
    desk.teller.check();
    expect(desk.titles).toEqual([]);
  });
});

describe('settings', () => {
  it('say what is told, and whether it is heard', () => {
    const desk = new Desk();
    desk.take('a', 'succeeded');
    desk.time.advance(1000);
    expect(desk.log).toEqual([]);
    desk.circumstances = {
      ...desk.circumstances,
      notify: { needsYou: false, failed: true, finished: true, sound: true },
    };
    desk.take('a', 'running');
    desk.take('a', 'idle');
    desk.take('b', 'waiting');
    desk.take('c', 'cancelled');
    desk.time.advance(1000);
    expect([...desk.shown.values()]).toMatchObject([{ title: 'Finished · a', silent: false }]);
    // Switched on again, nothing of before is made up for.
    desk.circumstances = { ...desk.circumstances, notify: all };
    desk.time.advance(60_000);
    expect(desk.log).toEqual(['Finished · a']);
  });
});

describe('many at once', () => {
  it('are told as one, and those that come meanwhile are counted in', () => {
    const desk = new Desk();
    const names = Array.from({ length: 20 }, (_, index) => `b${index}`);
    for (const name of names.slice(0, 5)) desk.take(name, 'failed');
    desk.time.advance(1000);
    expect(desk.titles).toEqual(['5 builds failed']);
    for (const name of names.slice(5)) {
      desk.take(name, 'failed');
      desk.time.advance(100);
    }
    desk.time.advance(5000);
    expect(desk.titles).toEqual(['20 builds failed']);
    expect(desk.log).toEqual(['5 builds failed', '20 builds failed']);
    for (const name of names) desk.take(name, 'running');
    expect(desk.titles).toEqual([]);
  });

  it('that were looked at are not counted again', () => {
    const desk = new Desk();
    for (const name of ['a', 'b', 'c', 'd']) desk.take(name, 'failed');
    desk.time.advance(1000);
    desk.teller.dismissed('failed/many');
    for (const name of ['e', 'f', 'g', 'h']) desk.take(name, 'failed');
    desk.time.advance(5000);
    expect(desk.log).toEqual(['4 builds failed', '4 builds failed']);
  });

  it('never come in a flood, whatever the builds do', () => {
    const change = fc.record({
      build: fc.integer({ min: 0, max: 30 }),
      status: fc.constantFrom(...buildStatuses),
      evidence: fc.constantFrom('One?', 'Two?'),
      wait: fc.integer({ min: 0, max: 800 }),
      looksAt: fc.option(fc.integer({ min: 0, max: 30 })),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 200 }), (changes) => {
        const desk = new Desk();
        const began = desk.time.now;
        const last = new Map<string, BuildSummary['status']>();
        for (const { build, status, evidence, wait, looksAt } of changes) {
          desk.circumstances = {
            notify: all,
            looksAt: looksAt === null ? null : String(looksAt),
          };
          desk.take(String(build), status, { evidence });
          last.set(String(build), status);
          desk.time.advance(wait);
        }
        const rounds = 1 + (desk.time.now - began) / 5000;
        expect(desk.log.length).toBeLessThanOrEqual(Math.ceil(rounds) * 3 * 3);
        desk.time.advance(20_000);
        expect(desk.time.pending).toBe(0);
        // What stands there of one build is so.
        for (const { id, build } of desk.shown.values()) {
          const [kind] = id.endsWith('/many') ? [] : id.split('/');
          const told = kind === 'needsYou' ? 'waiting' : kind === 'failed' ? 'failed' : null;
          expect(told ?? last.get(build)).toBe(last.get(build));
        }
        for (const id of last.keys()) desk.teller.take([], [id]);
        expect(desk.titles).toEqual([]);
      }),
    );
  });
});
