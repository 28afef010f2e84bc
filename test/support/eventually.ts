import { vi } from 'vitest';

/**
 * Waits until a check passes, and says why it did not. The limit is there to end a test that hangs: how
 * long something takes on a busy machine says nothing of whether it is right.
 */
export function eventually<Value>(check: () => Value | Promise<Value>): Promise<Value> {
  return vi.waitFor(check, { timeout: 15_000, interval: 10 });
}
