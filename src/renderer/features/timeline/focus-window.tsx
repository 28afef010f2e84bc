import { X } from 'lucide-react';
import { useStore } from 'zustand';
import { useBuild, useView } from '../../app/session-context.ts';
import { count } from '../../../core/format.ts';
import type { Scale } from './scale.ts';

/** Dims what is outside the window, and lights what the pointer is on in the plan. */
export function FocusShade({ scale, width }: { scale: Scale; width: number }) {
  const focus = useView((view) => view.focus);
  const version = useView((view) => view.live.version);
  const spans = useStore(useBuild().light, (light) => light.spans);
  if (width === 0) return null;
  const x = (at: number) => scale.ofVersion(at) * width;
  return (
    <div aria-hidden className="pointer-events-none absolute inset-x-0 top-4 h-[58px]">
      {focus && (
        <>
          <i
            className="absolute inset-y-0 left-0 border-r border-faint bg-panel opacity-75"
            style={{ width: x(focus.from) }}
          />
          <i
            className="absolute inset-y-0 right-0 border-l border-faint bg-panel opacity-75"
            style={{ left: x(focus.to) }}
          />
        </>
      )}
      {spans.map(({ from, to }) => (
        <i
          key={from}
          className="absolute inset-y-0 min-w-[3px] rounded-[2px] bg-text opacity-15"
          style={{ left: x(from) - 1, width: x(to ?? version) - x(from) + 2 }}
        />
      ))}
    </div>
  );
}

/** Says which versions are in the window, and takes it away. */
export function FocusLabel({ scale, width }: { scale: Scale; width: number }) {
  const build = useBuild();
  const focus = useView((view) => view.focus);
  if (!focus || width === 0) return null;
  const left = Math.min(scale.ofVersion(focus.from) * width, width - 150);
  return (
    <button
      type="button"
      aria-label={`Clear the window of versions ${count(focus.from)} to ${count(focus.to)}`}
      title="Clear (double click, f)"
      onClick={() => build.setFocus(null)}
      className="absolute top-0 flex h-4 items-center gap-1 rounded border border-line bg-raised px-1.5 text-xs leading-none whitespace-nowrap text-muted tabular-nums hover:text-text"
      style={{ left: Math.max(0, left) }}
    >
      v {count(focus.from)} – {count(focus.to)}
      <X size={11} aria-hidden />
    </button>
  );
}
