import { describe, expect, it } from 'vitest';
import { channelPair } from '../../../../test/support/channel-pair.ts';
import { VirtualTime } from '../../../../test/support/world.ts';
import { FaultBoard } from './board.ts';
import { type Faults, faultReportSchema, faultsSchema } from './faults.ts';

function setUp(seed = 1) {
  const time = new VirtualTime();
  const board = new FaultBoard({ now: () => time.now, after: time.after }, seed);
  /** A watcher's connection: what arrives at the host, and at the watcher. */
  const connect = (watcher: string) => {
    const { near, far } = channelPair();
    const host = board.accept(far);
    const atHost: string[] = [];
    const atWatcher: string[] = [];
    const closed: string[] = [];
    near.onMessage((text) => atWatcher.push(text));
    near.onClose(() => closed.push('watcher'));
    host.onMessage((text) => atHost.push(text));
    host.onClose(() => closed.push('host'));
    near.send(JSON.stringify({ type: 'hello', protocol: 1, client: 'test', watcher }));
    return { near, host, atHost, atWatcher, closed };
  };
  const set = (watcher: string, faults: Partial<Faults>) =>
    board.do({ do: 'set', watcher, faults: faultsSchema.parse(faults) });
  const cut = (watcher: string, milliseconds: number) =>
    board.do({ do: 'cut', watcher, milliseconds });
  return { time, board, connect, set, cut };
}

describe('a command', () => {
  it('that sets faults is for its watcher alone, over all its connections', () => {
    const { connect, set, board } = setUp();
    const one = connect('one');
    const two = connect('two');
    set('w1', { drop: 1 });
    one.host.send('x');
    two.host.send('x');
    expect([one.atWatcher, two.atWatcher]).toEqual([[], ['x']]);
    one.near.close();
    const again = connect('one');
    expect(again.atHost).toEqual([]);
    expect(board.report().watchers.map(({ label, id }) => [label, id])).toEqual([
      ['w1', 'one'],
      ['w2', 'two'],
    ]);
  });

  it('for everyone is also for who comes later, and replaces what one watcher had', () => {
    const { connect, set } = setUp();
    const one = connect('one');
    set('w1', { stall: true });
    set('*', { drop: 1 });
    one.host.send('x');
    expect(connect('two').atHost).toEqual([]);
    set('w1', {});
    one.host.send('y');
    expect(one.atWatcher).toEqual(['y']);
  });

  it('that clears ends everything, and what is held goes on its way', () => {
    const { connect, set, cut, board } = setUp();
    const one = connect('one');
    connect('two');
    set('w1', { stall: true });
    cut('w2', 1000);
    one.host.send('x');
    expect(one.host.backlog?.()).toBe(1);
    board.do({ do: 'clear' });
    expect(one.atWatcher).toEqual(['x']);
    expect(one.host.backlog?.()).toBe(0);
    expect(connect('two').closed).toEqual([]);
  });
});

describe('a cut', () => {
  it('ends the connection at both ends, with what is on its way, and refuses its watcher a new one', () => {
    const { connect, set, cut, time, board } = setUp();
    const one = connect('one');
    const two = connect('two');
    set('w1', { delay: 100 });
    one.host.send('lost');
    cut('w1', 1000);
    expect(one.closed).toEqual(['host', 'watcher']);
    time.advance(999);
    expect(one.atWatcher).toEqual([]);
    expect(connect('one').closed).toContain('watcher');
    expect(two.closed).toEqual([]);
    expect(board.report().watchers.map(({ cutFor }) => cutFor)).toEqual([1, 0]);
    time.advance(1);
    const again = connect('one');
    time.advance(100);
    expect(again.atHost).toHaveLength(1);
    expect(board.report().watchers[0]?.tallies.cuts).toBe(1);
  });

  it('of everyone is also one of who was not there', () => {
    const { connect, cut, time } = setUp();
    cut('*', 1000);
    expect(connect('one').closed).toContain('host');
    time.advance(1000);
    expect(connect('one').closed).toEqual([]);
  });
});

describe('the news of a close', () => {
  it.each(['watcher', 'host'] as const)('travels as late as a text, from the %s', (from) => {
    const { connect, set, time } = setUp();
    const { near, host, closed } = connect('one');
    set('w1', { delay: 3000 });
    (from === 'watcher' ? near : host).close();
    time.advance(2999);
    expect(closed).toEqual(from === 'watcher' ? ['watcher'] : []);
    // From the host it has the way there, and the host hears of it after the way back.
    time.advance(3001);
    expect(closed).toEqual(['watcher', 'host']);
    expect(time.pending).toBe(0);
  });

  it('comes to an end where both ends have gone: nothing is kept for who never comes back', () => {
    const { connect, set, time, board } = setUp();
    const { near, host } = connect('one');
    set('w1', { stall: true });
    host.send('never read');
    near.close();
    for (let beat = 0; beat < 10; beat += 1) host.send('head');
    expect(host.backlog?.()).toBe(0);
    expect(board.report().watchers[0]?.connected).toBe(true);
    board.do({ do: 'clear' });
    expect(board.report().watchers[0]?.connected).toBe(false);
    expect(time.pending).toBe(0);
  });
});

describe('a script', () => {
  const faults = { drop: 0.3, duplicate: 0.3, reorder: 0.3, delay: 50 };
  const texts = Array.from({ length: 60 }, (_, index) => `${index}`);
  /** Half an hour of nothing, and then texts among commands. */
  const record = () => {
    const { connect, set, cut, time, board } = setUp(42);
    connect('one').host.send('before');
    time.advance(30 * 60_000);
    const { host, atWatcher, near } = connect('one');
    set('w1', faults);
    for (const text of texts) {
      host.send(text);
      near.send(text);
      time.advance(10);
      if (text === '20') board.do({ do: 'clear' });
      if (text === '30') set('*', { drop: 0.5 });
    }
    cut('w1', 100);
    time.advance(1000);
    return { atWatcher, script: board.report().script };
  };

  it('records what was done and when, from the first command on', () => {
    const { script } = record();
    expect(script.seed).toBe(42);
    expect(script.steps.map(({ at, command }) => [at, command.do])).toEqual([
      [0, 'set'],
      [210, 'clear'],
      [310, 'set'],
      [600, 'cut'],
    ]);
  });

  it('that is played by timers that are late or early is still the same script', () => {
    const script = {
      seed: 3,
      steps: [0, 5, 6].map((at) => ({ at, command: { do: 'clear' as const } })),
    };
    const due: (() => void)[] = [];
    let now = 100;
    const board = new FaultBoard(
      { now: () => now, after: (_ms, call) => (due.push(call), () => {}) },
      1,
    );
    board.play(script);
    for (const call of due) {
      // 1 ms late, 1 ms early, 36 ms late.
      now = 100 + ([1, 4, 42][due.indexOf(call)] ?? 0);
      call();
    }
    expect(board.report().script).toEqual(script);
  });

  it('that is played gives each text the same fate, and records itself', () => {
    const { atWatcher, script } = record();
    const { connect, time, board } = setUp(7);
    connect('one').host.send('before');
    time.advance(123);
    const again = connect('one');
    board.play(script);
    time.advance(0);
    for (const text of texts) {
      again.host.send(text);
      again.near.send(text);
      time.advance(10);
    }
    time.advance(1000);
    expect(again.atWatcher).toEqual(atWatcher);
    expect(again.closed).toContain('watcher');
    expect(board.report()).toMatchObject({ script, pending: 0 });
  });

  it.each(['clear', 'record', 'close'] as const)('ends early by %s', (how) => {
    const { board, time } = setUp();
    board.play(record().script);
    expect(board.report().pending).toBe(4);
    if (how === 'clear') board.do({ do: 'clear' });
    else if (how === 'record') board.record(1);
    else board.close();
    expect(board.report().pending).toBe(0);
    expect(time.pending).toBe(0);
  });
});

it('the report is what its schema says, also of a watcher without a name', () => {
  const { connect, board, set } = setUp();
  connect('one').near.close();
  const { near, far } = channelPair();
  board.accept(far).onMessage(() => {});
  near.send('not a hello');
  set('*', { delay: 5 });
  const report = board.report();
  expect(faultReportSchema.parse(report)).toEqual(report);
  expect(report.watchers.map(({ label, connected }) => [label, connected])).toEqual([
    ['w1', false],
    ['w2', true],
  ]);
});
