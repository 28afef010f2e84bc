import { expect, test } from 'vitest';
import { fileName } from './file-name.ts';

const noon = new Date(2026, 10, 5, 12).getTime();
const named = (
  title: string | null,
  cwd: string | null = null,
  startedAt: number | null = noon,
  userTitle: string | null = null,
) =>
  fileName({ id: 'Id 7', userTitle, state: { title, cwd, startedAt } }, 'bundle', (text) =>
    text.replace('s3cret', '[x]'),
  );

test.each([
  [named('Fix the Login!'), 'fix-the-login-2026-11-05.ratchet'],
  [named('../../etc/passwd\0'), 'etc-passwd-2026-11-05.ratchet'],
  [named('Fix the Login!', null, noon, 'My s3cret'), 'my-x-2026-11-05.ratchet'],
  [named('Café über'), 'cafe-uber-2026-11-05.ratchet'],
  [named('key s3cret'), 'key-x-2026-11-05.ratchet'],
  [named('日本', '/home/dev/harbour'), 'harbour-2026-11-05.ratchet'],
  [named(null, null, null), 'id-7.ratchet'],
  [named(`${'a'.repeat(59)} b`), `${'a'.repeat(59)}-2026-11-05.ratchet`],
])('%s', (name, expected) => expect(name).toBe(expected));

test('where nothing is left of any name', () => {
  expect(fileName({ id: '…', userTitle: null, state: undefined }, 'html', String)).toBe(
    'build.html',
  );
});
