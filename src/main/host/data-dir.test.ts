import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { dataDirectory } from './data-dir.ts';

const home = '/home/dev';

test('the variable wins, and is made absolute', () => {
  const env = { RATCHET_DATA_DIR: 'data', XDG_DATA_HOME: '/x' };
  expect(dataDirectory({ env, platform: 'linux', home })).toBe(resolve('data'));
});

test.each([
  ['linux', {}, join(home, '.local', 'share', 'ratchet')],
  ['linux', { XDG_DATA_HOME: '/x' }, join('/x', 'ratchet')],
  ['darwin', {}, join(home, 'Library', 'Application Support', 'Ratchet')],
  ['win32', { APPDATA: '/roaming' }, join('/roaming', 'Ratchet')],
  ['win32', {}, join(home, 'AppData', 'Roaming', 'Ratchet')],
])('on %s with %o', (platform, env, expected) => {
  expect(dataDirectory({ env, platform, home })).toBe(expected);
});
