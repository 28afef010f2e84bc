import { useEffect, useState } from 'react';
import type { FoundAgent, LocalAgent } from '../../../core/local-agents.ts';
import { useSession } from '../../app/session-context.ts';
import { bridge } from '../../transport/bridge.ts';
import { BorderedButton } from '../../ui/button.tsx';
import { hasSessions, isAskedFor, isWatched, sumOf } from './found-agent.ts';
import { whyFailed } from '../../transport/why-failed.ts';

interface Found {
  readonly agents: readonly FoundAgent[];
  /** 0 until they have been looked for. */
  readonly at: number;
}

interface Props {
  /** What is said where none is found. */
  readonly none?: string;
  /** What is watched can be let go as well; agents that have left nothing are shown, if they are watched. */
  readonly canStop?: boolean;
  /** Called when something else is watched than before. */
  readonly onChange?: () => void;
  /** How what is watched of an agent is doing, where that is worth a word. */
  readonly stateOf?: (agent: LocalAgent) => string | null;
}

/** Agents found on this machine, each with a button that watches all its sessions. */
export function AgentsHere({ none, canStop = false, onChange, stateOf }: Props) {
  const { rest } = useSession();
  const [{ agents, at }, setFound] = useState<Found>({ agents: [], at: 0 });
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let isShown = true;
    rest.agents().then(
      (found) => isShown && setFound({ agents: found, at: Date.now() }),
      (error: unknown) => isShown && setProblem(whyFailed(error)),
    );
    return () => {
      isShown = false;
    };
  }, [rest]);
  const turn = async (agent: LocalAgent, isWatched: boolean) => {
    setProblem(null);
    const to = bridge ?? rest;
    const changed = await (isWatched ? to.unwatchAgent(agent) : to.watchAgent(agent));
    // Of what is known by now: another agent may have been turned meanwhile.
    setFound((known) => ({
      ...known,
      agents: known.agents.map((one) => changed.find((it) => it.agent === one.agent) ?? one),
    }));
    onChange?.();
  };
  const found = agents.filter((agent) => hasSessions(agent) || (canStop && isAskedFor(agent)));
  return (
    <>
      {found.length > 0 && (
        <ul aria-label="Agents on this machine" className="rounded-md border border-line">
          {found.map((agent) => (
            <AgentRow
              key={agent.agent}
              agent={agent}
              at={at}
              canStop={canStop}
              state={stateOf?.(agent.agent) ?? null}
              onTurn={() =>
                turn(agent.agent, canStop && isAskedFor(agent)).catch((error: unknown) =>
                  setProblem(whyFailed(error)),
                )
              }
            />
          ))}
        </ul>
      )}
      {none !== undefined && at > 0 && found.length === 0 && <p className="text-muted">{none}</p>}
      {problem !== null && (
        <p role="alert" className="text-err">
          {problem}
        </p>
      )}
    </>
  );
}

interface AgentRowProps {
  readonly agent: FoundAgent;
  /** When it was found, in milliseconds since the epoch. */
  readonly at: number;
  readonly canStop: boolean;
  readonly state: string | null;
  readonly onTurn: () => Promise<void>;
}

function AgentRow({ agent, at, canStop, state, onTurn }: AgentRowProps) {
  const [isAsking, setAsking] = useState(false);
  const { paths, text } = sumOf(agent, at);
  const verb = canStop && isAskedFor(agent) ? 'Stop watching' : 'Watch';
  return (
    <li className="flex items-center gap-3 border-b border-line px-3 py-2 last:border-b-0">
      <div className="min-w-0 flex-1">
        <div className="truncate font-medium">{agent.title}</div>
        <div className="truncate text-sm text-muted tabular-nums" title={paths}>
          {state === null ? text : `${text} · ${state}`}
        </div>
      </div>
      {isWatched(agent) && !canStop ? (
        <span className="text-sm text-muted">Watched</span>
      ) : (
        <BorderedButton
          aria-label={`${verb} ${agent.title}`}
          disabled={isAsking}
          onClick={() => {
            setAsking(true);
            void onTurn().finally(() => setAsking(false));
          }}
        >
          {verb}
        </BorderedButton>
      )}
    </li>
  );
}
