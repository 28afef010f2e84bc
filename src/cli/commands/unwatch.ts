import { resolve } from 'node:path';
import { z } from 'zod';
import { RatchetError } from '../../core/errors.ts';
import { ask, runningHost } from '../host-link.ts';

const answerSchema = z.object({ unwatched: z.array(z.string()) });

/** `ratchet unwatch`: the running host follows these paths no longer. What was recorded stays. */
export async function unwatch(paths: string[]): Promise<void> {
  const link = await runningHost();
  const absolute = paths.map((path) => resolve(path));
  const answer = await ask(link, 'DELETE', '/v1/sources', { paths: absolute });
  const { unwatched } = answerSchema.parse(answer);
  for (const path of unwatched) console.log(`No longer watching ${path}`);
  const others = absolute.filter((path) => !unwatched.includes(path));
  if (others.length === 0) return;
  throw new RatchetError(
    'not-watched',
    `${others.join(', ')}: not watched under this name, so nothing was changed for it.`,
  );
}
