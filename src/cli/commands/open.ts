import { RatchetError } from '../../core/errors.ts';
import { runningHost } from '../host-link.ts';

/**
 * `ratchet open [link]`: prints the address of the running monitor, with the key; and where a link that
 * was copied in a window leads, also one of an earlier run, which had another port.
 */
export async function openAddress(link?: string): Promise<void> {
  const { address } = await runningHost();
  console.log(link === undefined ? address : `${address}&${placeOf(link)}`);
}

/** The part of a link that names what is shown. @throws RatchetError `no-link` */
export function placeOf(link: string): string {
  const parts = new URLSearchParams(link.slice(link.indexOf('#') + 1));
  parts.delete('token');
  if (parts.get('build')) return parts.toString();
  throw new RatchetError(
    'no-link',
    'This is no link to a build. In the window, "y" copies one to what is shown; quote it, as it has "#" and "&" in it.',
  );
}
