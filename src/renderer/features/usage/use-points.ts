import { useEffect, useState } from 'react';
import type { Usage } from '../../../core/build/state.ts';
import { useBuild, useSession, useView } from '../../app/session-context.ts';
import { whyFailed } from '../../transport/why-failed.ts';
import { extend, type UsagePoint } from './points.ts';

/** A build that goes on is asked for more no more often than this. */
const PAUSE = 1000;
/** Versions that are asked for at once. */
const MANY = 100_000;

interface Known {
  readonly points: readonly UsagePoint[];
  /** Up to where the log was read. */
  readonly to: number;
  /** What the state said when it was. */
  readonly usage: Usage | null;
}

const nothing: Known = { points: [], to: 0, usage: null };

/** What the build on the screen has used, from its log; it follows while it is looked at, and costs nothing else. */
export function usePoints(): {
  points: readonly UsagePoint[];
  ready: boolean;
  error: string | null;
} {
  const { rest } = useSession();
  const { id, store } = useBuild();
  const [known, setKnown] = useState(nothing);
  const [error, setError] = useState<string | null>(null);
  const isBehind = useView(
    ({ live }) => live.version > known.to && live.state.usage !== known.usage,
  );
  useEffect(() => {
    if (!isBehind) return;
    let gone = false;
    const ask = async () => {
      const { version, state } = store.getState().live;
      const to = Math.min(version, known.to + MANY);
      const events = await rest.events(id, known.to, to, 'usage');
      if (gone) return;
      const usage = to === version ? state.usage : known.usage;
      setKnown({ points: extend(known.points, events), to, usage });
      setError(null);
    };
    const timer = setTimeout(
      () => void ask().catch((cause: unknown) => !gone && setError(whyFailed(cause))),
      known.to === 0 ? 0 : PAUSE,
    );
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [rest, id, store, known, isBehind]);
  return { points: known.points, ready: known.to > 0, error };
}
