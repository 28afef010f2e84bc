import { runningHost } from '../host-link.ts';

/** `ratchet open`: prints the address of the running monitor. */
export async function openAddress(): Promise<void> {
  const { address } = await runningHost();
  console.log(address);
}
