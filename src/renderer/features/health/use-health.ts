import { useEffect, useState } from 'react';
import type { Health } from '../../../core/health.ts';
import { useSession } from '../../app/session-context.ts';
import { whyFailed } from '../../transport/why-failed.ts';

interface HealthView {
  /** The last that was told, also after the host has gone. */
  readonly health: Health | null;
  /** Local time of it; 0 before the first. */
  readonly at: number;
  readonly error: string | null;
}

const EVERY = 1000;

/** What the host says of itself, asked every second while it is shown; also while the link is cut. */
export function useHealth(): HealthView {
  const { rest } = useSession();
  const [view, setView] = useState<HealthView>({ health: null, at: 0, error: null });
  useEffect(() => {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout>;
    const ask = () => {
      if (document.hidden) {
        timer = setTimeout(ask, EVERY);
        return;
      }
      rest
        .health()
        .then(
          (health) => !stopped && setView({ health, at: Date.now(), error: null }),
          (error: unknown) =>
            !stopped && setView((before) => ({ ...before, error: whyFailed(error) })),
        )
        .finally(() => {
          if (!stopped) timer = setTimeout(ask, EVERY);
        })
        .catch(() => {});
    };
    ask();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [rest]);
  return view;
}
