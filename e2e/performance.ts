import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { run } from '../scripts/support/command.ts';
import { root } from '../scripts/support/paths.ts';
import { runScript } from '../scripts/support/say.ts';

// `npm run perf [-- --minutes 10] [--project electron]`: the window on large builds, measured for long. The memory and
// the hidden window take the minutes each.

await runScript(async () => {
  const { values } = parseArgs({
    options: { minutes: { type: 'string', default: '10' }, project: { type: 'string' } },
  });
  const project = values.project === undefined ? [] : ['--project', values.project];
  const test = join(root, 'scripts/test.ts');
  // Alone on the machine, as far as it is up to us.
  const { code } = await run(
    process.execPath,
    [test, '--only', 'e2e', 'e2e/performance.spec.ts', '--workers', '1', ...project],
    { cwd: root, output: 'show', env: { RATCHET_PERF_MINUTES: values.minutes } },
  );
  return code;
});
