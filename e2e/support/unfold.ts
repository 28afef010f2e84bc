import type { Locator } from '@playwright/test';
import { expectCurrent } from './current.ts';
import type { Ratchet } from './ratchet.ts';

/** Opens a row of the plan of a build at rest. What is still to come might close it again, so that is waited for. */
export async function unfold(ratchet: Ratchet, row: Locator): Promise<void> {
  await expectCurrent(ratchet);
  if ((await row.getAttribute('aria-expanded')) === 'false') await row.click();
}
