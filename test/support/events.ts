import type { BuildEvent } from '../../src/core/build/event.ts';

/** A text event that says which it is. */
export const textEvent = (text: string, block = 'b', at = 1000): BuildEvent => ({
  kind: 'text.appended',
  at,
  block,
  text,
});
