import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const core = 'src/core/**/*.test.ts';
const crash = 'test/crash/**/*.test.ts';

export default defineConfig({
  test: {
    environment: 'node',
    // It ends what hangs; a busy machine may take several times as long as usual.
    testTimeout: 60_000,
    setupFiles: 'test/support/property-seed.ts',
    // The command is started hundreds of times: what it is made of is read and compiled once.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'out/compile-cache') },
    projects: [
      {
        // Pure code has no timers and changes no globals: its modules need not be loaded anew for each file.
        extends: true,
        test: { name: 'core', include: [core], isolate: false },
      },
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
          exclude: [core, crash],
        },
      },
      {
        // These run the bundle, which is built first; others do not wait for it.
        extends: true,
        test: {
          name: 'bundle',
          include: [crash],
          globalSetup: 'test/crash/built.ts',
          // Processes start and end in them.
          testTimeout: 120_000,
        },
      },
    ],
  },
});
