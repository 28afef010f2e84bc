import { expect, test } from 'vitest';
import { nothingWord } from './nothing-yet.tsx';

const build = { id: 'a', version: 0, listed: 7, error: null };
const error = { code: 'unreadable', message: 'The page is damaged.' };

test('a build of which there is more than is held is not said to be empty', () => {
  expect(nothingWord(build)).toMatch(/^Reading/);
  expect(nothingWord({ ...build, version: 1, listed: 1 })).toMatch(/^Nothing has happened/);
  expect(nothingWord({ ...build, listed: undefined })).toMatch(/^Nothing has happened/);
  expect(nothingWord({ ...build, listed: null })).toMatch(/^There is no build/);
});

test('why a build cannot be read is said of that build alone', () => {
  expect(nothingWord({ ...build, error: { ...error, stream: 'build/a' } })).toContain(
    error.message,
  );
  expect(nothingWord({ ...build, error: { ...error, stream: 'build/b' } })).toMatch(/^Reading/);
  expect(nothingWord({ ...build, error })).toMatch(/^Reading/);
});
