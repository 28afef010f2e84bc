import { expect, test } from 'vitest';
import { shellOptions } from './options.ts';

test('our options are found among those of Chromium', () => {
  const line = [
    '--no-sandbox',
    '--user-data-dir=/tmp/x',
    '--demo',
    '--read-only',
    '--data-dir=/tmp/y',
    '--port',
    '8123',
    '.',
  ];
  expect(shellOptions(line)).toEqual({
    dataDir: '/tmp/y',
    port: 8123,
    demo: true,
    readOnly: true,
    faults: false,
  });
});

test('nothing given is nothing set', () => {
  expect(shellOptions([])).toEqual({ demo: false, readOnly: false, faults: false });
});

test.each(['x', '-1', '65536', '1.5'])('the port %s is not one', (port) => {
  expect(shellOptions([`--port=${port}`])).toEqual({ demo: false, readOnly: false, faults: false });
});
