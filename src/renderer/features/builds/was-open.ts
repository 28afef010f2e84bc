import { z } from 'zod';
import { recall, remember } from '../../app/memory.ts';

const NAME = 'deleted.open';
/** A deletion can be undone for a minute: of older ones nothing need be known. */
const KEPT = 50;

const kept = (): string[] => z.array(z.string()).safeParse(recall(NAME, 'page')).data ?? [];

/** Keeps that a build which is deleted was on the screen of this page; over its reloads, as a deletion lasts no shorter for them. */
export function noteOpen(build: string): void {
  remember(NAME, [build, ...kept().filter((id) => id !== build)].slice(0, KEPT), 'page');
}

/** Whether a build that comes back was on the screen; says so once. */
export function takeOpen(build: string): boolean {
  const all = kept();
  remember(
    NAME,
    all.filter((id) => id !== build),
    'page',
  );
  return all.includes(build);
}
