import { useState } from 'react';
import { FolderOpen } from 'lucide-react';
import type { LocalAgent } from '../../../core/local-agents.ts';
import type { WatchedPlace } from '../../../core/watched.ts';
import { count, plural } from '../../../core/format.ts';
import { useSession } from '../../app/session-context.ts';
import { bridge } from '../../transport/bridge.ts';
import { whyFailed } from '../../transport/why-failed.ts';
import { BorderedButton } from '../../ui/button.tsx';
import { CommandLine } from '../../ui/command-line.tsx';
import { Middle } from '../../ui/middle.tsx';
import { Problem } from '../../ui/problem.tsx';
import { AgentsHere } from '../empty/agents-here.tsx';
import { SettingGroup } from './setting.tsx';
import { useWatched } from './use-watched.ts';

/** What is watched, and what more could be. */
export function Watching() {
  const { rest } = useSession();
  const { places, problem: unread, ask } = useWatched();
  const [problem, setProblem] = useState<string | null>(null);
  const attempt = (work: Promise<unknown>) =>
    work.then(
      () => {
        setProblem(null);
        ask();
      },
      (error: unknown) => setProblem(whyFailed(error)),
    );
  const stop = (path: string) => attempt(bridge ? bridge.unwatch(path) : rest.unwatch(path));
  const ofAgent = (agent: LocalAgent) => places?.filter((place) => place.agent === agent) ?? [];
  const others = places?.filter(({ agent }) => agent === null) ?? [];
  return (
    <>
      <SettingGroup title="Agents on this machine">
        <AgentsHere canStop onChange={ask} stateOf={(agent) => workOf(ofAgent(agent))} />
      </SettingGroup>
      <SettingGroup title="Folders and files">
        {others.length > 0 ? (
          <ul aria-label="Folders and files" className="rounded-md border border-line">
            {others.map((place) => (
              <PlaceRow key={place.path} place={place} onStop={() => stop(place.path)} />
            ))}
          </ul>
        ) : (
          <p className="text-sm text-muted">
            {places === null ? 'The host has not told yet.' : 'None besides the agents.'}
          </p>
        )}
        <div className="mt-3">
          {bridge ? (
            <BorderedButton onClick={() => void attempt(bridge?.watchFiles() ?? Promise.resolve())}>
              <FolderOpen size={14} aria-hidden /> Watch files…
            </BorderedButton>
          ) : (
            <>
              <p className="mb-1.5 text-sm text-muted">To watch more, in a terminal:</p>
              <CommandLine command="ratchet watch FOLDER-OR-FILE" />
            </>
          )}
        </div>
      </SettingGroup>
      <Problem text={problem ?? unread} />
      <p className="text-sm text-muted">
        What was recorded stays when watching stops, and goes on from there when it starts again.
      </p>
    </>
  );
}

function PlaceRow({ place, onStop }: { place: WatchedPlace; onStop: () => Promise<void> }) {
  const [isAsking, setAsking] = useState(false);
  const { path, problem } = place;
  return (
    <li className="flex items-center gap-3 border-b border-line px-3 py-2 last:border-b-0">
      <div className="min-w-0 flex-1">
        <div className="mono overflow-hidden" title={path}>
          <Middle text={path} />
        </div>
        <div className={problem === null ? 'truncate text-sm text-muted' : 'text-sm text-warn'}>
          {stateOf(place)}
        </div>
      </div>
      <BorderedButton
        aria-label={`Stop watching ${path}`}
        disabled={isAsking}
        onClick={() => {
          setAsking(true);
          void onStop().finally(() => setAsking(false));
        }}
      >
        Stop watching
      </BorderedButton>
    </li>
  );
}

/** How what is watched is doing, in a line. */
function stateOf(place: WatchedPlace): string {
  const { files, paused, problem } = place;
  if (files === 0) return 'Waiting for the first session';
  if (files === 1 && paused === 1 && problem !== null) return problem;
  const work = workOf([place]);
  return work === null
    ? plural(place.files, 'session')
    : `${plural(place.files, 'session')} · ${work}`;
}

/** What is still to be read, and what cannot be; null where everything has been read. */
function workOf(places: readonly WatchedPlace[]): string | null {
  const reading = places.reduce((sum, place) => sum + place.reading, 0);
  const paused = places.reduce((sum, place) => sum + place.paused, 0);
  const problem = places.find((place) => place.problem !== null)?.problem;
  const parts = [
    reading > 0 ? `${count(reading)} being read` : null,
    paused > 0 ? `${count(paused)} paused: ${problem ?? ''}` : null,
  ].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(' · ') : null;
}
