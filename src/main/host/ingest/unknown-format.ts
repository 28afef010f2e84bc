import type { AnyAdapter } from '../../../core/agents/adapter.ts';
import { jsonContent } from '../../../core/build/content.ts';

/** A stream that no adapter knows: every record is kept as it is. */
export const unknownFormat: AnyAdapter = {
  format: 'unknown',
  framing: 'lines',
  recognise: () => 0,
  initial: () => null,
  read: (state, { value, at }) => ({
    state,
    events: [
      {
        kind: 'unrecognised',
        at,
        format: 'unknown',
        reason: 'no known agent writes this format',
        raw: jsonContent(value),
      },
    ],
  }),
};
