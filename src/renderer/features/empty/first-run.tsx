import { Play } from 'lucide-react';
import { useState } from 'react';
import { useSession } from '../../app/session-context.ts';
import { PrimaryButton } from '../../ui/button.tsx';
import { CommandLine } from '../../ui/command-line.tsx';
import { Logo } from '../builds/brand.tsx';
import { AgentsHere } from './agents-here.tsx';
import { Connected } from './connected.tsx';
import { WatchFiles } from './watch-files.tsx';
import { whyFailed } from '../../transport/why-failed.ts';

/** No builds yet: how to get one. */
export function FirstRun() {
  const session = useSession();
  const [state, setState] = useState<'idle' | 'starting' | { error: string }>('idle');
  const attempt = (work: () => Promise<unknown>) => {
    setState('starting');
    work().then(
      () => setState('idle'),
      (error: unknown) => setState({ error: whyFailed(error) }),
    );
  };
  return (
    <div className="flex h-full items-center justify-center overflow-auto bg-bg p-6">
      <div className="flex w-full max-w-[440px] flex-col gap-3">
        <Logo size={28} />
        <h1 className="text-lg font-semibold tracking-tight">Watch a build</h1>
        <p className="text-muted">
          Watch what the agents on this machine record, or start one through Ratchet. What it plans
          and does appears here as it happens.
        </p>
        <AgentsHere />
        <CommandLine command="ratchet run -- claude -p 'Fix the tests' --output-format stream-json --verbose" />
        <CommandLine command="ratchet watch" />
        <p className="text-sm text-muted">
          In Ratchet’s own folder, <code className="mono">npx ratchet</code> works at once;{' '}
          <code className="mono">npm link</code> there puts <code className="mono">ratchet</code> on
          the path of every other.
        </p>
        <div className="mt-2 flex flex-wrap items-center gap-3">
          <PrimaryButton disabled={state === 'starting'} onClick={() => attempt(session.playDemo)}>
            <Play size={14} aria-hidden /> Play a demo build
          </PrimaryButton>
          <WatchFiles />
        </div>
        <Connected />
        {typeof state === 'object' && (
          <p role="alert" className="text-err">
            {state.error}
          </p>
        )}
      </div>
    </div>
  );
}
