import type { BuildEvent } from '../../../src/core/build/event.ts';

/**
 * Events that change what is there and add nothing, for ever: the state of their build stays as large as it is, so
 * that a window that grows under them keeps something that it should not.
 */
export function* inPlace(): Generator<BuildEvent, never> {
  const at = Date.now();
  for (let turn = 0; ; turn += 1) {
    const text = `turn ${String(turn).padStart(9, '0')} `.repeat(20);
    switch (turn % 5) {
      case 0:
        yield { kind: 'text.appended', at, block: `place-${turn % 100}`, text, replace: true };
        break;
      case 1:
        yield {
          kind: 'tool.output',
          at,
          call: `place-${turn % 40}`,
          output: { as: 'text', text },
        };
        break;
      case 2:
        yield { kind: 'reasoning.appended', at, block: `place-${turn % 20}`, text, replace: true };
        break;
      case 3:
        yield { kind: 'usage', at, scope: 'session', input: turn, output: turn };
        break;
      default:
        yield { kind: 'attention.cleared', at, id: 'nobody' };
    }
  }
}
