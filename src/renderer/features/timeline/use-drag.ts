import { type MouseEvent, type PointerEvent, useRef } from 'react';
import { useBuild } from '../../app/session-context.ts';
import { focusOf } from './focus.ts';
import type { Scale } from './scale.ts';

/** A hand that moves less than this has clicked. */
const STILL = 4;

interface World {
  readonly placeOf: (event: MouseEvent<HTMLDivElement>) => number;
  readonly width: number;
  readonly scale: Scale;
  readonly scrub: (place: number) => void;
}

type Grip =
  { readonly on: 'thumb' } | { readonly on: 'lanes'; readonly start: number; moved: boolean };

/**
 * What the pointer does on the timeline: the thumb is dragged through the versions; a drag elsewhere
 * selects a window, a click goes to a version, and a double click takes the window away.
 */
export function useDrag({ placeOf, width, scale, scrub }: World) {
  const build = useBuild();
  const clicked = useRef(false);
  const grip = useRef<Grip | null>(null);
  /** The version that was looked at before the clicks of a double click. */
  const before = useRef<number | null>(null);
  return {
    onPointerDown(event: PointerEvent<HTMLDivElement>) {
      if (event.button !== 0 || !(event.target instanceof Element)) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const onThumb = event.target.closest('[role="slider"]') !== null;
      grip.current = onThumb
        ? { on: 'thumb' }
        : { on: 'lanes', start: placeOf(event), moved: false };
    },
    onPointerMove(event: PointerEvent<HTMLDivElement>) {
      const { current } = grip;
      if (!current) return;
      const place = placeOf(event);
      if (current.on === 'thumb') return scrub(place);
      current.moved ||= Math.abs(place - current.start) > STILL;
      if (!current.moved) return;
      const version = (at: number) => scale.versionAt(at / width);
      build.setFocus(focusOf(version(current.start), version(place)));
    },
    onPointerUp() {
      clicked.current = grip.current?.on === 'lanes' && !grip.current.moved;
      grip.current = null;
    },
    onClick(event: MouseEvent<HTMLDivElement>) {
      if (!clicked.current) return;
      if (event.detail <= 1) before.current = build.store.getState().past?.wanted ?? null;
      scrub(placeOf(event));
    },
    onPointerCancel() {
      grip.current = null;
    },
    onDoubleClick() {
      if (!build.store.getState().focus) return;
      build.setFocus(null);
      if (before.current === null) build.returnToLive();
      else build.viewVersion(before.current);
    },
  };
}
