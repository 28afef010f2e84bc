import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type BuildEvent, buildEventSchema } from '../../src/core/build/event.ts';

const recording = join(import.meta.dirname, '../../resources/demo/demo.ndjson');
const stepSchema = z.object({ after: z.number(), event: buildEventSchema });

/**
 * The first part of the demo build, as if the last of it had just happened.
 * @param end when that was
 * @param part how much of it, from 0 to 1
 */
export function demoEvents(end: number, part = 1): BuildEvent[] {
  const lines = readFileSync(recording, 'utf8').split('\n').filter(Boolean);
  const steps = lines
    .slice(0, Math.round(lines.length * part))
    .map((line) => stepSchema.parse(JSON.parse(line)));
  let at = end - steps.reduce((sum, { after }) => sum + after, 0);
  return steps.map(({ after, event }) => {
    at += after;
    return { ...event, at };
  });
}
