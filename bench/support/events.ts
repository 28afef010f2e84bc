import type { BuildEvent } from '../../src/core/build/event.ts';

/**
 * A build like those that agents make: a tool call every ten events, text between.
 * @param from how many events it has already: those that follow them
 */
export function someBuild(events: number, from = 0): BuildEvent[] {
  return Array.from({ length: events }, (_, offset): BuildEvent => {
    const index = from + offset;
    const at = 1_700_000_000_000 + index;
    const call = `call-${Math.floor(index / 10)}`;
    switch (index % 10) {
      case 0:
        return {
          kind: 'tool.started',
          at,
          call,
          name: 'Bash',
          target: `npm test -- part-${index}`,
        };
      case 5:
        return {
          kind: 'tool.ended',
          at,
          call,
          outcome: 'succeeded',
          output: {
            as: 'text',
            text: `passed ${index} of ${events} checks in this part\n`.repeat(4),
          },
        };
      default:
        return {
          kind: 'text.appended',
          at,
          block: `block-${Math.floor(index / 10)}`,
          text: 'The next step is to look at it. ',
        };
    }
  });
}
