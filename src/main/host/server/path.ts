import { RatchetError } from '../../../core/errors.ts';

/** The parts of an address's path, decoded. @throws RatchetError `bad-request` for a path that is not properly encoded */
export function segments(url: URL): string[] {
  try {
    return url.pathname.slice(1).split('/').map(decodeURIComponent);
  } catch {
    throw new RatchetError('bad-request', 'The path is not properly percent-encoded.');
  }
}
