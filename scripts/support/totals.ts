import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import { root } from './paths.ts';

/** How many tests passed and failed, the names of those that were skipped, since nothing is skipped silently, and what failed. */
export interface Totals {
  passed: number;
  failed: number;
  skipped: string[];
  /** A text for each failure that a report tells of: the test's name, and the first lines of why. */
  failures: string[];
}

/** A step that failed without a test to show for it. */
export const failedStep: Totals = { passed: 0, failed: 1, skipped: [], failures: [] };

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

const playwrightSuite = z.object({
  specs: z.array(
    z.object({
      title: z.string(),
      tests: z.array(
        z.object({
          projectName: z.string(),
          status: z.string(),
          results: z
            .array(z.object({ error: z.object({ message: z.string().optional() }).optional() }))
            .optional(),
        }),
      ),
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
    failures: report.testResults.flatMap(failuresIn),
  });
}

/** Of a file that could not be run there are no tests: its own message stands for them. */
function failuresIn(suite: z.infer<typeof vitestReport>['testResults'][number]): string[] {
  const file = relative(root, suite.name);
  const failed = suite.assertionResults.filter((test) => test.status === 'failed');
  if (failed.length > 0)
    return failed.map((test) =>
      failure(`${file} > ${test.fullName}`, test.failureMessages?.join('\n')),
    );
  return suite.status === 'failed' ? [failure(file, suite.message)] : [];
}

/** Reads Playwright's report, in the same way. A flaky test is one that failed. */
export function playwrightTotals(file: string, code: number): Totals {
  const report = read(file, playwrightReport);
  if (report === undefined) return failedStep;
  const { expected, unexpected, flaky } = report.stats;
  const failures = testsIn(report.suites, ['unexpected', 'flaky']).map(({ name, errors }) =>
    failure(name, errors.join('\n')),
  );
  return atLeastOne(code, {
    passed: expected,
    failed: unexpected + flaky,
    skipped: testsIn(report.suites, ['skipped']).map(({ name }) => name),
    failures,
  });
}

function testsIn(
  suites: readonly z.infer<typeof playwrightSuite>[],
  statuses: readonly string[],
): { name: string; errors: string[] }[] {
  return suites.flatMap((suite) => [
    ...suite.specs.flatMap(({ title, tests }) =>
      tests
        .filter(({ status }) => statuses.includes(status))
        .map(({ projectName, results = [] }) => ({
          name: `[${projectName}] ${title}`,
          errors: results.flatMap(({ error }) => error?.message ?? []),
        })),
    ),
    ...testsIn(suite.suites ?? [], statuses),
  ]);
}

const linesOfFailure = 12;

function failure(name: string, message = ''): string {
  const lines = stripVTControlCharacters(message)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, linesOfFailure);
  return [name, ...lines.map((line) => `    ${line}`)].join('\n  ');
}

function atLeastOne(code: number, totals: Totals): Totals {
  if (code === 0 || totals.failed > 0) return totals;
  const failure = `no test, but the run ended with code ${code}: its output says why, as of an error outside of the tests`;
  return { ...totals, failed: 1, failures: [...totals.failures, failure] };
}

function read<T>(file: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}
