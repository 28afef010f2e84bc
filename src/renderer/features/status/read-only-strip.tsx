import { Lock } from 'lucide-react';
import { useStore } from 'zustand';
import { useSession } from '../../app/session-context.ts';
import { moment } from '../../../core/format.ts';
import { useTicking } from '../../ui/ticker.ts';

/** Says what a host that was started to read only does not do, and how to have it do that. */
export function ReadOnlyStrip() {
  const health = useStore(useSession().health);
  const from = useTicking((now) => (health ? moment(health.startedAt, now) : ''));
  if (health?.status !== 'read-only') return null;
  return (
    <div
      role="status"
      aria-label="Read-only"
      className="flex min-h-7 flex-none items-center gap-2 border-b border-line bg-raised px-3.5 py-1 text-sm text-muted"
    >
      <Lock size={13} aria-hidden className="flex-none" />
      <span>
        <b className="font-medium text-text">Read-only</b>: a copy of the data as it was at {from}.
        Nothing is recorded and nothing new appears. To watch builds, start Ratchet without{' '}
        <code className="mono text-text">--read-only</code>.
      </span>
    </div>
  );
}
