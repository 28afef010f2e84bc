import { useMemo, useRef, useState } from 'react';
import type { BuildState } from '../../../core/build/state.ts';
import { useBuild, useView } from '../../app/session-context.ts';
import { recall, remember } from '../../app/memory.ts';
import { tellsTime } from '../../../core/build/known-time.ts';
import { count } from '../../../core/format.ts';
import { useSlow } from '../../ui/use-slow.ts';
import { handMoves } from '../watch/hand.ts';
import type { BuildView } from '../watch/build-view.ts';
import { useLiveStanding } from '../watch/use-standing.ts';
import { bandWords } from './bands.ts';
import { FocusLabel, FocusShade } from './focus-window.tsx';
import { FutureShade } from './future-shade.tsx';
import { Marks } from './marks.tsx';
import { HEIGHT } from './paint.ts';
import { type Axis, scaleOf } from './scale.ts';
import { Scrubber } from './scrubber.tsx';
import { useCanvas, useWidth } from './use-canvas.ts';
import { usePicture } from './use-picture.ts';

const liveState = (view: BuildView): BuildState => view.live.state;

/**
 * Milliseconds between two paintings of the lanes while events pour in: in a long build a pixel is many events. They
 * wait for a hand that moves the page, which would feel how long they take. What was empty is not looked at for long.
 */
function pause(shown: BuildState, { nodes }: BuildState): number {
  if (shown.version === 0) return 0;
  const still = Math.min(1000, 120 + nodes.size / 25);
  return handMoves(performance.now()) ? 3 * still : still;
}

export function Timeline() {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(frame);
  const live = useSlow(useBuild().store, liveState, pause);
  const { isLost, isOver, stop } = useLiveStanding();
  const bands = useView((view) => view.bands);
  const [chosen, setAxis] = useState<Axis>(() =>
    recall('axis') === 'version' ? 'version' : 'time',
  );
  // All that happened would stand in one place. What runs may yet tell its time.
  const isTimeless = stop !== null && !tellsTime(live);
  const axis = isTimeless ? 'version' : chosen;

  const scale = useMemo(() => scaleOf(live, axis), [live, axis]);
  useCanvas(canvas, usePicture({ state: live, axis, scale, width, bands, isLost, isOver }));

  const change = () => {
    const next = axis === 'time' ? 'version' : 'time';
    setAxis(next);
    remember('axis', next);
  };
  return (
    <section
      aria-label="Timeline"
      className="relative flex flex-none border-b border-line bg-panel pr-6"
      style={{ height: HEIGHT + 3 }}
    >
      <div className="w-[70px] flex-none pl-3.5 text-xs text-faint">
        <button
          type="button"
          onClick={change}
          disabled={isTimeless}
          aria-label={
            isTimeless
              ? 'Scale by version'
              : `Scale by ${axis}; change to ${axis === 'time' ? 'version' : 'time'}`
          }
          title={isTimeless ? 'Its records tell no times' : 'Scale by time or by version'}
          className="mt-px -ml-1 block h-4 rounded px-1 leading-4 text-muted underline decoration-dotted underline-offset-2 enabled:hover:bg-hover enabled:hover:text-text disabled:no-underline"
        >
          {axis}
        </button>
        <span aria-hidden className="absolute top-[18px]">
          plan
        </span>
        <span aria-hidden className="absolute top-[36px]">
          tools
        </span>
        <span aria-hidden className="absolute top-[56px]">
          text
        </span>
      </div>
      <div ref={frame} className="relative min-w-0 flex-1">
        <canvas
          ref={canvas}
          aria-hidden
          className="absolute inset-0 w-full"
          style={{ height: HEIGHT }}
        />
        <FutureShade scale={scale} width={width} />
        <FocusShade scale={scale} width={width} />
        <Marks scale={scale} width={width} />
        <Scrubber state={live} scale={scale} width={width} bands={bands} />
        <FocusLabel scale={scale} width={width} />
        <ul aria-label="Reconnects" className="sr-only">
          {bands.map((band) => (
            <li key={band.from}>
              {bandWords(band)}: versions {count(band.from + 1)} to {count(band.to)}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
