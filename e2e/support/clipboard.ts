import { z } from 'zod';
import type { Ratchet } from './ratchet.ts';

/** What is on the clipboard after something was done, which is over when it resolves. */
export async function copied(
  { page, electron }: Ratchet,
  copy: () => Promise<void>,
): Promise<string> {
  if (!electron) await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await copy();
  const text: unknown = electron
    ? await electron.evaluate(({ clipboard }) => clipboard.readText())
    : await page.evaluate(() => navigator.clipboard.readText());
  return z.string().parse(text);
}
