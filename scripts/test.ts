import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build.ts';
import { bundleSizes, overBudget } from './bundle-sizes.ts';
import { appVariable, prepareForTests } from './electron/prepare.ts';
import { root } from './support/paths.ts';
import { runScript, ScriptError, timed } from './support/say.ts';
import { runNpmScript, runTool } from './support/tools.ts';
import { ensurePackages } from './system/ensure.ts';
import { browserPackages, electronPackages } from './system/packages.ts';
import { startDisplay } from './system/xvfb.ts';
import { failedStep, playwrightTotals, type Totals, vitestTotals } from './support/totals.ts';

// `npm test`: everything, from the system packages to the end-to-end tests. `--only unit` or `--only e2e` for a part;
// what comes after `--only e2e` goes to Playwright: files of specs, `--project chromium`.

const reports = join(root, 'out/reports');

await runScript(async () => {
  const begun = performance.now();
  const { only, rest } = parseOnly(process.argv.slice(2));
  const totals: Totals[] = [];
  if (only !== 'unit') {
    await timed('system packages', () => ensurePackages([...browserPackages, ...electronPackages]));
    await timed('build', ensureBuilt);
    totals.push(checkSizes());
  }
  if (only === undefined) totals.push(await timed('check: types, lint, format', check));
  if (only !== 'e2e') totals.push(await timed('unit and integration tests', unitTests));
  if (only !== 'unit')
    totals.push(await timed('end-to-end tests: Electron and Chromium', () => endToEndTests(rest)));

  const sum = (key: 'passed' | 'failed') => totals.reduce((count, part) => count + part[key], 0);
  const skipped = totals.flatMap((part) => part.skipped);
  console.log(`\ntotal: ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  if (skipped.length > 0) console.log(`${skipped.length} skipped:\n  ${skipped.join('\n  ')}`);
  // Last, because a long log is often kept by its end alone.
  const failures = totals.flatMap((part) => part.failures);
  if (failures.length > 0) console.log(`what failed:\n  ${failures.join('\n  ')}`);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0 ? 0 : 1;
});

function parseOnly(args: readonly string[]): { only?: 'unit' | 'e2e'; rest: readonly string[] } {
  const [flag, value, ...rest] = args;
  if (flag === undefined) return { rest: [] };
  if (flag === '--only' && value === 'e2e') return { only: value, rest };
  if (flag === '--only' && value === 'unit' && rest.length === 0) return { only: value, rest };
  throw new ScriptError(
    'ARGUMENTS',
    `not understood: ${args.join(' ')}`,
    'Use: npm test -- --only unit|e2e',
  );
}

async function check(): Promise<Totals> {
  const { code } = await runNpmScript('check', { output: 'show' });
  return code === 0
    ? { passed: 0, failed: 0, skipped: [], failures: [] }
    : { ...failedStep, failures: ['npm run check'] };
}

function checkSizes(): Totals {
  const failures = overBudget(bundleSizes());
  return failures.length === 0
    ? { passed: 1, failed: 0, skipped: [], failures }
    : { ...failedStep, failures };
}

async function unitTests(): Promise<Totals> {
  const file = join(reports, 'vitest.json');
  rmSync(file, { force: true });
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { code } = await runTool('vitest', args, { output: 'show' });
  return vitestTotals(file, code);
}

async function endToEndTests(rest: readonly string[]): Promise<Totals> {
  const app = await prepareForTests();
  const file = join(reports, 'playwright.json');
  rmSync(file, { force: true });
  await using display = process.platform === 'linux' ? await startDisplay() : undefined;
  const { code } = await runTool('playwright', ['test', '--reporter=list,json', ...rest], {
    output: 'show',
    env: {
      ...(display === undefined ? {} : { DISPLAY: display.name, WAYLAND_DISPLAY: undefined }),
      [appVariable]: JSON.stringify(app),
      PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    },
  });
  return playwrightTotals(file, code);
}
