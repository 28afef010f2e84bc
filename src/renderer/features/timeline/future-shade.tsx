import { useView } from '../../app/session-context.ts';
import type { Scale } from './scale.ts';

/** Dims what is yet to come, seen from the version that is looked at. It lies over the lanes, which are not painted again for it. */
export function FutureShade({ scale, width }: { scale: Scale; width: number }) {
  const wanted = useView((view) => view.past?.wanted ?? null);
  if (wanted === null || width === 0) return null;
  return (
    <i
      aria-hidden
      className="pointer-events-none absolute top-4 right-0 bottom-0 bg-panel opacity-70"
      style={{ left: scale.ofVersion(wanted) * width }}
    />
  );
}
