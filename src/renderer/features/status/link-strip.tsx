import { Dialog } from '@base-ui/react/dialog';
import { useStore } from 'zustand';
import { useFocusedBuild, useSession } from '../../app/session-context.ts';
import { BarButton } from '../../ui/button.tsx';
import { count } from '../../../core/format.ts';
import { useTicking } from '../../ui/ticker.ts';
import { isKeyRefused } from '../../transport/token.ts';
import { KeyForm } from '../empty/key-form.tsx';
import type { WatchedBuild } from '../watch/watched-build.ts';

/** Shorter breaks are not worth a word: they are over before one has read it. */
const PATIENCE = 600;

/** The amber strip of a lost link. What was there stays; the strip says up to where it is whole. */
export function LinkStrip() {
  const session = useSession();
  const link = useStore(session.link);
  const build = useFocusedBuild();
  const due = useTicking((now) => link.downSince !== null && now - link.downSince > PATIENCE);
  const isEmpty = useStore(session.list, ({ replica }) => replica.state.length === 0);
  if (isKeyRefused(link)) {
    // The page itself says it where there is nothing else to show.
    if (isEmpty) return null;
    return (
      <Strip>
        <span className="truncate">
          Ratchet does not take this key any more
          {build && <UpTo build={build} />}. <code className="mono">ratchet open</code> prints the
          address that is good now
        </span>
        <EnterKey />
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

function EnterKey() {
  return (
    <Dialog.Root>
      <Dialog.Trigger
        render={<BarButton className="ml-auto flex-none text-text">Enter a key…</BarButton>}
      />
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 bg-scrim" />
        <Dialog.Popup className="fixed top-1/2 left-1/2 w-[480px] max-w-[calc(100vw-32px)] -translate-x-1/2 -translate-y-1/2 rounded-lg border border-line bg-panel p-4 shadow-2xl">
          <Dialog.Title className="mb-2 text-lg font-semibold">Open with another key</Dialog.Title>
          <Dialog.Description className="mb-3 text-muted">
            Run <code className="mono text-text">ratchet open</code> on the machine that Ratchet
            runs on: it prints the address, with the key.
          </Dialog.Description>
          <KeyForm />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
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
