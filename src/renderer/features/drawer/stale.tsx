import { age } from '../../../core/format.ts';
import { useTicking } from '../../ui/ticker.ts';

/** Says why figures do not move, and how old they are. */
export function Stale({ error, at }: { error: string | null; at: number }) {
  const old = useTicking((now) => age(now - at));
  if (error === null) return null;
  return (
    <p
      role="status"
      className="border-b border-line bg-[color-mix(in_srgb,var(--warn)_14%,var(--panel))] px-3.5 py-1 text-sm text-warn"
    >
      {at > 0 ? `Figures are ${old} old. ` : ''}
      {error}
    </p>
  );
}
