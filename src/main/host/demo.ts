import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { buildEventSchema } from '../../core/build/event.ts';
import { messageOf, RatchetError } from '../../core/errors.ts';
import type { Publisher } from './processor/publisher.ts';
import type { World } from './world.ts';

const stepSchema = z.object({
  /** Milliseconds since the step before. */
  after: z.number().nonnegative(),
  event: buildEventSchema,
});

/**
 * Plays the recorded demo build into the log, at the pace at which it was recorded, as a build of
 * its own each time.
 * @returns the id of the build, and what stops the player
 * @throws RatchetError demo-unreadable
 */
export function playDemo(
  path: string,
  publisher: Publisher,
  world: World,
): { build: string; stop: () => void } {
  const steps = readSteps(path);
  const build = `demo-${world.name()}`;
  let cancel = () => {};
  const play = (index: number) => {
    const step = steps[index];
    if (!step) return;
    const event = { ...step.event, at: world.now() };
    // A demo that cannot be recorded stops; everything else about the failure is in health.
    publisher.publish(build, [event]).catch(() => cancel());
    const next = steps[index + 1];
    if (next) cancel = world.after(next.after, () => play(index + 1));
  };
  play(0);
  return { build, stop: () => cancel() };
}

function readSteps(path: string): z.infer<typeof stepSchema>[] {
  try {
    const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
    return lines.map((line) => stepSchema.parse(JSON.parse(line)));
  } catch (cause) {
    throw new RatchetError(
      'demo-unreadable',
      `The demo recording could not be read; nothing else is affected. (${messageOf(cause)})`,
      { cause },
    );
  }
}
