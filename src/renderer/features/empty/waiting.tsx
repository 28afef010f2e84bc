import { useStore } from 'zustand';
import { useSession } from '../../app/session-context.ts';
import { isKeyRefused } from '../../transport/token.ts';
import { linkLook } from '../status/link-look.ts';
import { NoToken } from './no-token.tsx';

/** Nothing to show yet because nothing has arrived yet; says where the window is trying to get to. */
export function Waiting() {
  const link = useStore(useSession().link);
  const { word } = linkLook(link);
  if (isKeyRefused(link)) return <NoToken isRefused />;
  const where = window.ratchet ? 'the host in this application' : location.host;
  return (
    <div className="flex h-full items-center justify-center bg-bg p-6">
      <p className="text-muted">
        {link.phase === 'live' ? 'Connected, waiting for the first word' : word} · {where}
      </p>
    </div>
  );
}
