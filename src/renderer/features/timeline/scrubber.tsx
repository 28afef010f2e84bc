import { type KeyboardEvent, type MouseEvent, useRef, useState } from 'react';
import { tellsTime } from '../../../core/build/known-time.ts';
import type { BuildState } from '../../../core/build/state.ts';
import { useBuild, useView } from '../../app/session-context.ts';
import { clock, count, spoken } from '../../../core/format.ts';
import { cx } from '../../ui/cx.ts';
import type { Band } from '../watch/build-view.ts';
import { bandOf, bandWords } from './bands.ts';
import { lightNode } from './light.ts';
import { useDrag } from './use-drag.ts';
import { verbOf } from '../plan/verb.ts';
import { baseName } from '../../../core/format.ts';
import { nodeAt, type Scale, timeOf } from './scale.ts';

/** So near the end means live, when dragging. */
const SNAP = 5;

interface Props {
  readonly state: BuildState;
  readonly scale: Scale;
  readonly width: number;
  /** What was missed, and came after a reconnect. */
  readonly bands: readonly Band[];
}

/** The thumb over the lanes: drags and keys move through the versions; the end is live. */
export function Scrubber({ state, scale, width, bands }: Props) {
  const build = useBuild();
  const wanted = useView((view) => view.past?.wanted ?? null);
  const version = useView((view) => view.live.version);
  const mark = useView((view) => view.mark);
  const [hover, setHover] = useState<number | null>(null);
  const now = wanted ?? version;
  const x = wanted === null ? width : scale.ofVersion(wanted) * width;

  // Looked up when the pointer comes, and not again while it moves: each time the page would be laid out once more.
  const left = useRef(0);
  const comes = (event: MouseEvent<HTMLDivElement>) => {
    left.current = event.currentTarget.getBoundingClientRect().left;
  };
  const placeOf = (event: MouseEvent<HTMLDivElement>) =>
    Math.min(width, Math.max(0, event.clientX - left.current));
  const drag = useDrag({
    placeOf,
    width,
    scale,
    scrub(place) {
      if (place > width - SNAP) build.returnToLive();
      else build.viewVersion(scale.versionAt(place / width));
    },
  });
  const onKeyDown = (event: KeyboardEvent) => {
    // With Alt the arrows go back and forward between builds.
    if (event.altKey) return;
    const far = Math.max(1, Math.round(version / 20));
    const steps: Record<string, number> = {
      ArrowLeft: now - 1,
      ArrowDown: now - 1,
      ArrowRight: now + 1,
      ArrowUp: now + 1,
      PageDown: now - far,
      PageUp: now + far,
      Home: 1,
      End: version,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    build.viewVersion(next);
  };

  return (
    <div
      className="absolute inset-0 touch-none"
      {...drag}
      onPointerEnter={comes}
      onPointerDown={(event) => {
        comes(event);
        drag.onPointerDown(event);
      }}
      onPointerMove={(event) => {
        // Who sizes the panels hears every move on the page, and asks where each of their handles stands.
        if (event.buttons > 0) event.stopPropagation();
        setHover(placeOf(event));
        lightNode(build.light, nodeAt(state, scale.versionAt(placeOf(event) / width))?.key ?? null);
        drag.onPointerMove(event);
      }}
      onPointerLeave={() => {
        setHover(null);
        lightNode(build.light, null);
      }}
    >
      <div
        role="slider"
        tabIndex={0}
        aria-label="Timeline"
        aria-valuemin={1}
        aria-valuemax={Math.max(1, version)}
        aria-valuenow={Math.max(1, now)}
        aria-valuetext={`Version ${count(now)} of ${count(version)}${spokenAt(state, now)}${spokenBand(bands, now)}${spokenMark(mark, now)}`}
        onKeyDown={onKeyDown}
        className={cx(
          'absolute top-0 h-full w-4 -translate-x-1/2 rounded-sm',
          wanted === null ? 'text-text' : 'text-think',
        )}
        style={{ left: x }}
      >
        <i className="absolute top-4 left-1/2 h-[58px] w-[1.5px] -translate-x-1/2 bg-current" />
        <i className="absolute top-[13px] left-1/2 size-2 -translate-x-1/2 rounded-full bg-current" />
      </div>
      {hover !== null && width > 0 && (
        <Hover x={hover} width={width} state={state} scale={scale} bands={bands} />
      )}
    </div>
  );
}

function Hover({ x, width, state, scale, bands }: Props & { x: number }) {
  const version = scale.versionAt(x / width);
  const node = nodeAt(state, version);
  const band = bandOf(bands, version);
  const time = tellsTime(state) ? clock(timeOf(state, version) - (state.startedAt ?? 0)) : null;
  const right = x > width - (band ? 360 : 220);
  return (
    <div aria-hidden className="pointer-events-none absolute inset-y-0" style={{ left: x }}>
      <i className="absolute top-4 h-[58px] w-px bg-faint opacity-60" />
      <span
        className={cx(
          'absolute top-0 flex gap-2 rounded border border-line bg-raised px-1.5 text-xs whitespace-nowrap text-muted',
          right ? 'right-1.5' : 'left-1.5',
        )}
      >
        <span className="text-text">v {count(version)}</span>
        {time !== null && <span>{time}</span>}
        {node && <span className="max-w-[200px] truncate">{wordsFor(node)}</span>}
        {band && <span className="text-warn">{bandWords(band)}</span>}
      </span>
    </div>
  );
}

function spokenBand(bands: readonly Band[], version: number): string {
  const band = bandOf(bands, version);
  return band ? `, came after a ${bandWords(band)}` : '';
}

function spokenMark(mark: number | null, version: number): string {
  if (mark === null) return '';
  return mark === version ? ', marked' : `, mark at ${count(mark)}`;
}

function spokenAt(state: BuildState, version: number): string {
  const node = nodeAt(state, version);
  const time = tellsTime(state) ? [spoken(timeOf(state, version) - (state.startedAt ?? 0))] : [];
  return [...time, ...(node ? [wordsFor(node)] : [])].map((words) => `, ${words}`).join('');
}

function wordsFor(node: NonNullable<ReturnType<typeof nodeAt>>): string {
  switch (node.kind) {
    case 'tool': {
      const target = node.target ?? '';
      const short = /^[^\s]*\/[^\s]+$/.test(target) ? baseName(target) : target.slice(0, 60);
      return `${verbOf(node.name)} ${short}`.trim();
    }
    case 'text':
      return 'text';
    case 'reasoning':
      return 'reasoning';
    case 'user':
      return 'user message';
    default:
      return node.kind;
  }
}
