import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** How many tests passed and failed, and the names of those that were skipped, since nothing is skipped silently. */
export interface Totals {
  passed: number;
  failed: number;
  skipped: string[];
}

/** A step that failed without a test to show for it. */
export const failedStep: Totals = { passed: 0, failed: 1, skipped: [] };

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});

const playwrightSuite = z.object({
  specs: z.array(
    z.object({
      title: z.string(),
      tests: z.array(z.object({ projectName: z.string(), status: z.string() })),
    }),
  ),
  get suites() {
    return z.array(playwrightSuite).optional();
  },
});

const playwrightReport = z.object({
  suites: z.array(playwrightSuite),
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
  }),
});

/** Reads Vitest's report. A run that failed, or left no report, has at least one failure. */
export function vitestTotals(file: string, code: number): Totals {
  const report = read(file, vitestReport);
  if (report === undefined) return failedStep;
  const skipped = report.testResults
    .flatMap((suite) => suite.assertionResults)
    .filter((test) => ['skipped', 'pending', 'todo', 'disabled'].includes(test.status))
    .map((test) => test.fullName);
  return atLeastOne(code, {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped,
  });
}

/** Reads Playwright's report, in the same way. A flaky test is one that failed. */
export function playwrightTotals(file: string, code: number): Totals {
  const report = read(file, playwrightReport);
  if (report === undefined) return failedStep;
  const { expected, unexpected, flaky } = report.stats;
  const skipped = report.suites.flatMap(skippedIn);
  return atLeastOne(code, { passed: expected, failed: unexpected + flaky, skipped });
}

function skippedIn(suite: z.infer<typeof playwrightSuite>): string[] {
  const own = suite.specs.flatMap(({ title, tests }) =>
    tests
      .filter(({ status }) => status === 'skipped')
      .map(({ projectName }) => `[${projectName}] ${title}`),
  );
  return [...own, ...(suite.suites ?? []).flatMap(skippedIn)];
}

function atLeastOne(code: number, totals: Totals): Totals {
  return code !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
}

function read<T>(file: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}
