import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { failedStep, playwrightTotals, vitestTotals } from './totals.ts';

const folder = mkdtempSync(join(tmpdir(), 'ratchet-totals-'));

function report(value: unknown): string {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(value));
  return file;
}

const spec = (title: string, status: string) => ({
  title,
  tests: [{ projectName: 'electron', status }],
});

const endToEnd = {
  stats: { expected: 3, unexpected: 0, flaky: 1 },
  suites: [
    { specs: [spec('a', 'expected')], suites: [{ specs: [spec('deep', 'skipped')] }] },
    { specs: [spec('b', 'skipped')] },
  ],
};

test('a flaky test is one that failed, and what was skipped is named', () => {
  expect(playwrightTotals(report(endToEnd), 0)).toEqual({
    passed: 3,
    failed: 1,
    skipped: ['[electron] deep', '[electron] b'],
  });
});

test('a run that failed has a failure, even if every test in it passed', () => {
  const unit = { numPassedTests: 5, numFailedTests: 0, testResults: [] };
  expect(vitestTotals(report(unit), 1)).toEqual({ passed: 5, failed: 1, skipped: [] });
  expect(vitestTotals(report(unit), 0)).toEqual({ passed: 5, failed: 0, skipped: [] });
});

test('a run without a report failed', () => {
  expect(vitestTotals(join(folder, 'none.json'), 0)).toEqual(failedStep);
  expect(playwrightTotals(report('nonsense'), 0)).toEqual(failedStep);
});
