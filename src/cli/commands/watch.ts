import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { ask, findOrStartHost } from '../host-link.ts';

const answerSchema = z.object({
  watching: z.array(z.object({ path: z.string(), kind: z.string(), files: z.number() })),
});

/** `ratchet watch`: hands paths to the running host; without one, is the host until Ctrl-C. */
export async function watch(paths: string[], options: { format?: string }): Promise<void> {
  const link = await findOrStartHost();
  try {
    const absolute = paths.map((path) => resolve(path));
    const answer = answerSchema.parse(
      await ask(link, 'POST', '/v1/sources', { paths: absolute, format: options.format }),
    );
    for (const { path, kind, files } of answer.watching) {
      const missing = existsSync(path) ? '' : ' (not there yet: waiting for it)';
      const count = kind === 'directory' ? ` (${files} file${files === 1 ? '' : 's'} so far)` : '';
      console.log(`Watching ${path}${count}${missing}`);
    }
    console.log(`Open ${link.address}`);
    if (!link.isOurs) return;
    console.log('Ctrl-C ends it; what was recorded stays.');
    await ended();
  } finally {
    await link.close();
  }
}

function ended(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => resolve());
    }
  });
}
