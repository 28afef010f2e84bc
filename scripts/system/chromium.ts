import { existsSync } from 'node:fs';
import { ScriptError } from '../support/say.ts';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The Chromium to test with: RATCHET_CHROMIUM, the system's, or `fallback` (Playwright's own) if that is installed. */
export function findChromium(fallback: string): string {
  const chosen = process.env['RATCHET_CHROMIUM'];
  const found = [...(chosen === undefined ? places : [chosen]), fallback].find((path) =>
    existsSync(path),
  );
  if (found !== undefined) return found;
  throw new ScriptError(
    'BROWSER_NOT_FOUND',
    'there is no Chromium to test with',
    'Install one (sudo apt-get install -y chromium, or npx playwright install chromium), or set RATCHET_CHROMIUM.',
  );
}
