import { z } from 'zod';
import { say } from '../support/say.ts';
import { findElectron } from './find.ts';
import { canStage, stage, type StagedApp, unstaged } from './stage.ts';

/** How the end-to-end tests are told which application to start. */
export const appVariable = 'RATCHET_E2E_APP';

const stagedApp = z.object({
  executable: z.string(),
  args: z.array(z.string()),
  packaged: z.boolean(),
});

/** Prepares the application for the tests, packaged where possible, and says in which Electron it runs. */
export async function prepareForTests(): Promise<StagedApp> {
  const dist = await findElectron('last');
  say(`testing in ${dist.why}`);
  return canStage() ? await stage(dist, 'test') : unstaged(dist);
}

/** The application that `npm test` has prepared; prepares one when Playwright was started by hand. */
export async function preparedForTests(): Promise<StagedApp> {
  const given = process.env[appVariable];
  if (given === undefined) return await prepareForTests();
  return stagedApp.parse(JSON.parse(given));
}
