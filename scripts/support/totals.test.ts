import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './paths.ts';
import { failedStep, playwrightTotals, vitestTotals } from './totals.ts';

const folder = mkdtempSync(join(tmpdir(), 'ratchet-totals-'));

function report(value: unknown): string {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(value));
  return file;
}

const spec = (title: string, status: string, errors: string[] = []) => ({
  title,
  tests: [
    {
      projectName: 'electron',
      status,
      results: errors.map((message) => ({ error: { message } })),
    },
  ],
});

const endToEnd = {
  stats: { expected: 3, unexpected: 0, flaky: 1 },
  suites: [
    { specs: [spec('a', 'expected')], suites: [{ specs: [spec('deep', 'skipped')] }] },
    {
      specs: [
        spec('b', 'skipped'),
        spec('c', 'flaky', ['Error: \u001B[31mred\u001B[39m\n\n  at once']),
      ],
    },
  ],
};

test('a flaky test is one that failed, and what was skipped or failed is named', () => {
  expect(playwrightTotals(report(endToEnd), 0)).toEqual({
    passed: 3,
    failed: 1,
    skipped: ['[electron] deep', '[electron] b'],
    failures: ['[electron] c\n      Error: red\n        at once'],
  });
});

test('what failed in a unit test is named with its file, and a file that could not be run with its reason', () => {
  const suite = (name: string, message: string, tests: unknown[]) => ({
    name: join(root, name),
    status: 'failed',
    message,
    assertionResults: tests,
  });
  const unit = {
    numPassedTests: 1,
    numFailedTests: 1,
    testResults: [
      suite('src/a.test.ts', '', [
        { status: 'passed', fullName: 'holds' },
        { status: 'failed', fullName: 'fails', failureMessages: ['AssertionError: 1 is not 2'] },
      ]),
      suite('src/b.test.ts', 'no such module', []),
    ],
  };
  expect(vitestTotals(report(unit), 1).failures).toEqual([
    'src/a.test.ts > fails\n      AssertionError: 1 is not 2',
    'src/b.test.ts\n      no such module',
  ]);
});

test('a run that failed has a failure, even if every test in it passed', () => {
  const unit = { numPassedTests: 5, numFailedTests: 0, testResults: [] };
  expect(vitestTotals(report(unit), 1)).toEqual({
    passed: 5,
    failed: 1,
    skipped: [],
    failures: [expect.stringContaining('code 1')],
  });
  expect(vitestTotals(report(unit), 0)).toEqual({
    passed: 5,
    failed: 0,
    skipped: [],
    failures: [],
  });
});

test('a run without a report failed', () => {
  expect(vitestTotals(join(folder, 'none.json'), 0)).toEqual(failedStep);
  expect(playwrightTotals(report('nonsense'), 0)).toEqual(failedStep);
});
