import { useEffect, useState } from 'react';
import type { ToolNode } from '../../../../core/build/state.ts';
import { useBuild, useSession } from '../../../app/session-context.ts';
import { type Phases, phasesOf } from './phases.ts';

/** Of a call that spans more versions than this, only what the state knows is shown. */
const LONGEST = 5000;

/** What the log says of a call's time, once it has ended; null until it has answered, and where it cannot. */
export function usePhases(node: ToolNode): Phases | null {
  const { rest } = useSession();
  const { id } = useBuild();
  const [phases, setPhases] = useState<Phases | null>(null);
  const ended = node.outcome !== null && node.to - node.from < LONGEST;
  useEffect(() => {
    if (!ended) return;
    let gone = false;
    rest.events(id, node.from - 1, node.to).then(
      (events) =>
        !gone &&
        setPhases(
          phasesOf(
            node,
            events.map(({ event }) => event),
          ),
        ),
      // Without the log there is still what the state knows.
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [rest, id, node, ended]);
  return phases;
}
