import { useStore } from 'zustand';
import { age } from '../../../core/format.ts';
import { useSession } from '../../app/session-context.ts';
import { bridge } from '../../transport/bridge.ts';
import { useTicking } from '../../ui/ticker.ts';

/** Of a host that has nothing to tell: that it is there, where, and when it last said so. */
export function Connected() {
  const { phase, lastMessageAt } = useStore(useSession().link);
  const ago = useTicking((now) => {
    if (lastMessageAt === null) return null;
    const ms = now - lastMessageAt;
    return ms < 1000 ? 'just now' : `${age(ms)} ago`;
  });
  if (phase !== 'live' || ago === null) return null;
  const where = bridge ? 'the host in this application' : location.host;
  return (
    <p className="text-sm text-faint">
      Connected to {where} · last heartbeat {ago}
    </p>
  );
}
