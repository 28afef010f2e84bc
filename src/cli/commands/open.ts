import { RatchetError } from '../../core/errors.ts';
import { findHost } from '../host-link.ts';

/** `ratchet open`: prints the address of the running monitor. */
export async function openAddress(): Promise<void> {
  const link = await findHost();
  if (!link) {
    throw new RatchetError(
      'no-host',
      'Ratchet does not run on this data folder. Start it with "npm start", or with "ratchet watch".',
    );
  }
  console.log(link.address);
}
