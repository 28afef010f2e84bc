import { expect, test } from 'vitest';
import { stillMissing } from './ensure.ts';

const packages = [['chromium'], ['libasound2t64', 'libasound2'], ['xvfb']] as const;

test('a package that was removed but left its settings is missing', () => {
  const answer = 'chromium config-files\nlibasound2 installed\nxvfb installed\n';
  expect(stillMissing(packages, answer)).toEqual([['chromium']]);
});

test('any of the names of a package will do', () => {
  const answer = 'chromium installed\nlibasound2t64 installed\nxvfb installed\n';
  expect(stillMissing(packages, answer)).toEqual([]);
});

test('complaints of dpkg about unknown packages are not packages', () => {
  const answer = 'dpkg-query: no packages found matching xvfb\nchromium installed\n';
  expect(stillMissing(packages, answer)).toEqual([['libasound2t64', 'libasound2'], ['xvfb']]);
});
