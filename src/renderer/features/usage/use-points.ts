import { useEffect, useRef, useState } from 'react';
import { useSession, useView } from '../../app/session-context.ts';
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
}

const nothing: Known = { points: [], to: 0 };

/** What the build on the screen has used, from its log; it follows while it is looked at, and costs nothing else. */
export function usePoints(): {
  points: readonly UsagePoint[];
  ready: boolean;
  error: string | null;
} {
  const { rest } = useSession();
  const id = useView((view) => view.id);
  const usage = useView((view) => view.live.state.usage);
  const version = useView((view) => view.live.state.version);
  const head = useRef(version);
  useEffect(() => {
    head.current = version;
  }, [version]);
  const [known, setKnown] = useState(nothing);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    const to = head.current;
    if (known.to >= to) return;
    let gone = false;
    const ask = async () => {
      const upTo = Math.min(to, known.to + MANY);
      const events = await rest.events(id, known.to, upTo, 'usage');
      if (gone) return;
      setKnown({ points: extend(known.points, events), to: upTo });
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
    // Again when what was used changes, not with every event.
  }, [rest, id, usage, known]);
  return { points: known.points, ready: known.to > 0 || version === 0, error };
}
