import { useCallback, useEffect, useState } from 'react';
import type { WatchedPlace } from '../../../core/watched.ts';
import { useSession } from '../../app/session-context.ts';
import { whyFailed } from '../../transport/why-failed.ts';

interface WatchedView {
  /** Null until the host has told. */
  readonly places: readonly WatchedPlace[] | null;
  readonly problem: string | null;
  /** Asks at once. */
  readonly ask: () => void;
}

const EVERY = 2000;

/** What the host watches, asked now and then while it is shown. */
export function useWatched(): WatchedView {
  const { rest } = useSession();
  const [view, setView] = useState<Omit<WatchedView, 'ask'>>({ places: null, problem: null });
  const ask = useCallback(() => {
    rest.watched().then(
      (places) => setView({ places, problem: null }),
      (error: unknown) => setView(({ places }) => ({ places, problem: whyFailed(error) })),
    );
  }, [rest]);
  useEffect(() => {
    ask();
    const timer = setInterval(ask, EVERY);
    return () => clearInterval(timer);
  }, [ask]);
  return { ...view, ask };
}
