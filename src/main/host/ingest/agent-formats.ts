import type { AnyAdapter } from '../../../core/agents/adapter.ts';
import { RatchetError } from '../../../core/errors.ts';
import type { Formats } from './formats.ts';
import { eventLines } from './event-lines.ts';

/** The formats of the given adapters, and Ratchet's own. */
export function newFormats(agents: readonly AnyAdapter[]): Formats {
  const adapters = [...agents, eventLines];
  return {
    named(format) {
      const adapter = adapters.find((one) => one.format === format);
      if (adapter) return adapter;
      const names = adapters.map((one) => one.format).join(', ');
      throw new RatchetError(
        'unknown-format',
        `There is no format "${format}". Nothing was recorded. Known are: ${names}.`,
      );
    },
    recognise(records) {
      const [best] = adapters
        .map((adapter) => ({ adapter, confidence: adapter.recognise(records) }))
        .sort((a, b) => b.confidence - a.confidence);
      return best ?? null;
    },
  };
}
