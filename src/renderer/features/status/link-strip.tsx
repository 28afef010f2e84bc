import { useStore } from 'zustand';
import { useFocusedBuild, useSession } from '../../app/session-context.ts';
import { BarButton } from '../../ui/button.tsx';
import { count } from '../../../core/format.ts';
import { useTicking } from '../../ui/ticker.ts';
import type { WatchedBuild } from '../watch/watched-build.ts';

/** Shorter breaks are not worth a word: they are over before one has read it. */
const PATIENCE = 600;

/** The amber strip of a lost link. What was there stays; the strip says up to where it is whole. */
export function LinkStrip() {
  const session = useSession();
  const link = useStore(session.link);
  const build = useFocusedBuild();
  const due = useTicking((now) => link.downSince !== null && now - link.downSince > PATIENCE);
  const { refused } = useStore(session.key);
  if (refused && link.phase !== 'live') {
    return (
      <Strip>
        <span className="truncate">
          Ratchet has another key now
          {build && <UpTo build={build} />}. Open the address that it printed, or run{' '}
          <code className="mono">ratchet open</code>
        </span>
        <Retry />
      </Strip>
    );
  }
  if (link.phase === 'refused') {
    return (
      <Strip>
        <span className="truncate">
          The host refused the link{link.error ? `: ${link.error.message}` : ''}
        </span>
        <Retry />
      </Strip>
    );
  }
  if (!due || link.phase === 'live') return null;
  return (
    <Strip>
      <span className="truncate">
        Reconnecting, attempt {link.attempt}
        {build && <UpTo build={build} />}
      </span>
      <Retry />
    </Strip>
  );
}

function Strip({ children }: { children: React.ReactNode }) {
  return (
    <div
      role="status"
      aria-label="Connection"
      className="flex h-7 flex-none items-center gap-3 border-t border-[color-mix(in_srgb,var(--warn)_45%,transparent)] bg-[color-mix(in_srgb,var(--warn)_14%,var(--panel))] px-3.5 text-sm font-medium text-warn"
    >
      {children}
    </div>
  );
}

function Retry() {
  const session = useSession();
  return (
    <BarButton className="ml-auto flex-none text-text" onClick={session.retryNow}>
      Try now
    </BarButton>
  );
}

function UpTo({ build }: { build: WatchedBuild }) {
  const version = useStore(build.store, (view) => view.live.version);
  return version > 0 ? `; nothing lost up to ${count(version)}` : '';
}
