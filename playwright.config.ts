import { defineConfig } from '@playwright/test';

// Started through `npm run test:e2e`, which sees to the system packages, the build, an Electron and a display.
export default defineConfig<{ surface: 'electron' | 'chromium' }>({
  testDir: 'e2e',
  outputDir: 'test-results',
  // Each test starts an application of its own, and the machines have two cores: one of each kind runs at a time.
  workers: 2,
  // For a machine that is several times slower, or busy with other things; who is quick waits for none of it.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  retries: 0,
  // Where nothing works, each test waits in vain; a few of them tell enough.
  maxFailures: 6,
  forbidOnly: process.env['CI'] === 'true',
  reporter: 'list',
  projects: [
    { name: 'electron', workers: 1, use: { surface: 'electron' } },
    // What only a desktop window has is in *.electron.spec.ts.
    {
      name: 'chromium',
      workers: 1,
      testIgnore: '**/*.electron.spec.ts',
      use: { surface: 'chromium' },
    },
  ],
});
