import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export interface Place {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly home: string;
}

const here = (): Place => ({ env: process.env, platform: process.platform, home: homedir() });

/**
 * Where Ratchet keeps its data: `RATCHET_DATA_DIR`, else the platform's own place for it.
 * The host and the command line must agree on it, or they would not find each other.
 */
export function dataDirectory({ env, platform, home }: Place = here()): string {
  if (env['RATCHET_DATA_DIR']) return resolve(env['RATCHET_DATA_DIR']);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Ratchet');
  if (platform === 'win32') {
    return join(env['APPDATA'] || join(home, 'AppData', 'Roaming'), 'Ratchet');
  }
  return join(env['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'ratchet');
}
