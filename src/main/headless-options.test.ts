import { expect, test } from 'vitest';
import { headlessOptions, idleOptions } from './headless-options.ts';

test('options are read; without any, nothing is set', () => {
  expect(headlessOptions(['--port=4800', '--faults', '--data-dir', '/srv/x'])).toEqual({
    dataDir: '/srv/x',
    port: 4800,
    demo: false,
    faults: true,
    readOnly: false,
  });
  expect(headlessOptions([])).toEqual({ demo: false, faults: false, readOnly: false });
});

test.each([
  [['--fautls'], /--fautls/],
  [['--data-dir'], /--data-dir/],
  [['--faults=yes'], /--faults/],
  [['session.jsonl'], /session\.jsonl/],
])('what is not understood is named, with the way to what is: %j', (argv, named) => {
  const read = () => headlessOptions(argv);
  expect(read).toThrow(expect.objectContaining({ code: 'bad-option' }));
  expect(read).toThrow(named);
  expect(read).toThrow('npm start -- --help');
});

test.each(['abc', '-1', '65536', '4.5', ''])('no port: "%s"', (text) => {
  expect(() => headlessOptions([`--port=${text}`])).toThrow(
    expect.objectContaining({ code: 'bad-port' }),
  );
});

test('options that change nothing of a host that runs already are named', () => {
  const none = { demo: true, faults: false, readOnly: false };
  expect(idleOptions(none, 4717)).toEqual([]);
  expect(idleOptions({ ...none, port: 4717 }, 4717)).toEqual([]);
  expect(idleOptions({ demo: false, faults: true, readOnly: true, port: 4800 }, 4717)).toEqual([
    '--port',
    '--faults',
    '--read-only',
  ]);
});
