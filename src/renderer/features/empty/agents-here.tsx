import { useEffect, useState } from 'react';
import { messageOf } from '../../../core/errors.ts';
import type { FoundAgent, LocalAgent } from '../../../core/local-agents.ts';
import { useSession } from '../../app/session-context.ts';
import { bridge } from '../../transport/bridge.ts';
import { hasSessions, isWatched, sumOf } from './found-agent.ts';

interface Found {
  readonly agents: readonly FoundAgent[];
  /** 0 until they have been looked for. */
  readonly at: number;
}

/**
 * Agents found on this machine, each with a button that watches all its sessions.
 * @param none what is said where there are none
 */
export function AgentsHere({ none }: { none?: string }) {
  const { rest } = useSession();
  const [{ agents, at }, setFound] = useState<Found>({ agents: [], at: 0 });
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let isShown = true;
    rest.agents().then(
      (found) => isShown && setFound({ agents: found, at: Date.now() }),
      (error: unknown) => isShown && setProblem(messageOf(error)),
    );
    return () => {
      isShown = false;
    };
  }, [rest]);
  const watch = async (agent: LocalAgent) => {
    setProblem(null);
    const changed = await (bridge ? bridge.watchAgent(agent) : rest.watchAgent(agent));
    setFound({
      agents: agents.map((one) => changed.find((it) => it.agent === one.agent) ?? one),
      at,
    });
  };
  const found = agents.filter(hasSessions);
  return (
    <>
      {found.length > 0 && (
        <ul aria-label="Agents on this machine" className="rounded-md border border-line">
          {found.map((agent) => (
            <AgentRow
              key={agent.agent}
              agent={agent}
              at={at}
              onWatch={() =>
                watch(agent.agent).catch((error: unknown) => setProblem(messageOf(error)))
              }
            />
          ))}
        </ul>
      )}
      {found.length === 0 && at > 0 && none !== undefined && <p className="text-muted">{none}</p>}
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
  readonly onWatch: () => Promise<void>;
}

function AgentRow({ agent, at, onWatch }: AgentRowProps) {
  const [isAsking, setAsking] = useState(false);
  const { paths, text } = sumOf(agent, at);
  return (
    <li className="flex items-center gap-3 border-b border-line px-3 py-2 last:border-b-0">
      <div className="min-w-0 flex-1">
        <div className="truncate font-medium">{agent.title}</div>
        <div className="truncate text-sm text-muted tabular-nums" title={paths}>
          {text}
        </div>
      </div>
      {isWatched(agent) ? (
        <span className="text-sm text-muted">Watched</span>
      ) : (
        <button
          type="button"
          aria-label={`Watch ${agent.title}`}
          className="inline-flex h-7 items-center rounded-md border border-line px-2.5 text-sm font-medium hover:bg-hover disabled:opacity-50"
          disabled={isAsking}
          onClick={() => {
            setAsking(true);
            void onWatch().finally(() => setAsking(false));
          }}
        >
          Watch
        </button>
      )}
    </li>
  );
}
