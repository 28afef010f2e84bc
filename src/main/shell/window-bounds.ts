import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/** A rectangle of the screen. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const whole = z.number().int();
const boundsSchema = z.object({
  x: z.exactOptional(whole),
  y: z.exactOptional(whole),
  width: whole.min(480).max(20_000),
  height: whole.min(360).max(20_000),
  maximized: z.boolean(),
});

/** Where a window was. Without a place the system chooses one. */
export type Bounds = z.infer<typeof boundsSchema>;

/** What a window gets at first. */
export const defaultBounds: Bounds = { width: 1_360, height: 860, maximized: false };

/** How much of a window must be on a screen, so that one can get hold of it. */
const grip = 80;

/** Reads where the window was; what cannot be read is as if there were none. */
export function loadBounds(file: string): Bounds {
  try {
    return boundsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return defaultBounds;
  }
}

/** Writes where the window is. Failing to is no reason to trouble anyone. */
export function saveBounds(file: string, bounds: Bounds): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const work = `${file}.${process.pid}`;
    writeFileSync(work, JSON.stringify(bounds));
    renameSync(work, file);
  } catch {
    // Next time the window opens where it did before.
  }
}

/** The bounds, without their place if that screen is gone. */
export function fitBounds(bounds: Bounds, screens: readonly Area[]): Bounds {
  const { x, y, width, height, maximized } = bounds;
  if (x === undefined || y === undefined) return bounds;
  const visible = screens.some(
    (screen) =>
      Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x) >= grip &&
      y >= screen.y - grip / 2 &&
      y <= screen.y + screen.height - grip,
  );
  return visible ? bounds : { width, height, maximized };
}
