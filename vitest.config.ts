import { defineConfig } from 'vitest/config';

const crash = 'test/crash/**/*.test.ts';

export default defineConfig({
  test: {
    environment: 'node',
    testTimeout: 20_000,
    setupFiles: 'test/support/property-seed.ts',
    projects: [
      {
        extends: true,
        test: {
          name: 'code',
          include: [
            'src/**/*.test.{ts,tsx}',
            'scripts/**/*.test.ts',
            'test/**/*.test.ts',
            'bench/**/*.test.ts',
          ],
          exclude: [crash],
        },
      },
      {
        // These run the bundle, which is built first; others do not wait for it.
        extends: true,
        test: {
          name: 'bundle',
          include: [crash],
          globalSetup: 'test/crash/built.ts',
          // Processes start and end in them, on machines that may be busy.
          testTimeout: 60_000,
        },
      },
    ],
  },
});
