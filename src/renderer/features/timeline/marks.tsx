import { useView } from '../../app/session-context.ts';
import type { Scale } from './scale.ts';

/** The marked version as a flag, and what is compared as a bar over the lanes. */
export function Marks({ scale, width }: { scale: Scale; width: number }) {
  const mark = useView((view) => view.mark);
  const comparison = useView((view) => view.comparison);
  if (width === 0) return null;
  const x = (version: number) => scale.ofVersion(version) * width;
  return (
    <div aria-hidden className="pointer-events-none absolute inset-0">
      {comparison && (
        <i
          className="absolute top-[15px] h-[3px] min-w-[3px] rounded-full bg-muted"
          style={{ left: x(comparison.from), width: x(comparison.to) - x(comparison.from) }}
        />
      )}
      {mark !== null && (
        <span className="absolute top-[13px] text-text" style={{ left: x(mark) }}>
          <i className="absolute h-[61px] w-[1.5px] -translate-x-1/2 bg-current" />
          <svg viewBox="0 0 9 8" className="absolute h-2 w-[9px]" fill="currentColor">
            <path d="M0 0h9L6.5 4 9 8H0z" />
          </svg>
        </span>
      )}
    </div>
  );
}
