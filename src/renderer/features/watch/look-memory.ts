import { z } from 'zod';
import { recallOf, rememberOf } from '../../app/memory.ts';
import type { BuildView } from './build-view.ts';
import { speeds } from './player.ts';

const version = z.number().int().positive();
const lookSchema = z.object({
  mark: version.nullable(),
  focus: z.object({ from: version, to: version }).nullable(),
  speed: z.literal(speeds),
});
type Look = Pick<BuildView, 'mark' | 'focus' | 'speed'>;

/** How a build was looked at: its mark, the window of versions, the speed at which its past plays. */
export function recallLook(id: string): Partial<Look> {
  return lookSchema.safeParse(recallOf('looks', id)).data ?? {};
}

export function rememberLook(id: string, { mark, focus, speed }: Look): void {
  const isUsual = mark === null && focus === null && speed === 1;
  rememberOf('looks', id, isUsual ? null : { mark, focus, speed });
}
