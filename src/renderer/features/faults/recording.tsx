import { useState } from 'react';
import { useSession } from '../../app/session-context.ts';
import type { FaultReport } from '../../../core/sync/faults/faults.ts';
import { BarButton } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { count, plural } from '../../../core/format.ts';
import { NumberBox } from '../../ui/number-box.tsx';
import { PlayScript } from './play-script.tsx';
import { stepTime, stepWords, writeScript } from './script.ts';

/** Steps that are listed; a script may have thousands. */
const LISTED = 200;
const MOST_SEED = 0xffff_ffff;

/** What was done and when, to be done again. */
export function Recording({ report }: { report: FaultReport }) {
  const watch = useSession().faults;
  const { script, pending } = report;
  const [seed, setSeed] = useState<number | null>(null);
  const [pasting, setPasting] = useState(false);
  const { steps } = script;
  return (
    <section aria-label="Recording" className="px-3.5 pt-2 pb-3">
      <div className="flex flex-wrap items-center gap-x-1.5 gap-y-1.5">
        <h3 className="font-semibold">Recording</h3>
        <span className="mr-1 text-sm text-muted tabular-nums">{plural(steps.length, 'step')}</span>
        {pending > 0 && (
          <span role="status" className="text-sm font-medium text-warn tabular-nums">
            playing, {count(pending)} pending
          </span>
        )}
        <span className="ml-auto flex items-center">
          <CopyButton label="Copy script" caption="Copy script" text={() => writeScript(script)} />
          <BarButton
            disabled={steps.length === 0 || pending > 0}
            title="Does all of it again from the start, with the same seed"
            onClick={() => void watch.take({ type: 'play', script })}
          >
            Play again
          </BarButton>
          <BarButton aria-expanded={pasting} onClick={() => setPasting(!pasting)}>
            Play script…
          </BarButton>
        </span>
        <span className="flex items-center gap-1.5 text-sm text-muted">
          <span aria-hidden>Seed</span>
          <NumberBox
            label="Seed"
            value={seed ?? script.seed}
            unit=""
            max={MOST_SEED}
            className="w-[92px]"
            onCommit={(next) => setSeed(Math.round(next))}
          />
          <BarButton
            className="border border-line"
            title="Clears all faults, and begins a recording with this seed"
            onClick={() => {
              void watch.take({ type: 'record', seed: seed ?? script.seed });
              setSeed(null);
            }}
          >
            New recording
          </BarButton>
        </span>
      </div>
      {pasting && <PlayScript onClose={() => setPasting(false)} />}
      {steps.length === 0 ? (
        <p className="pt-1 text-sm text-muted">
          Everything that is done above is recorded here, with its time.
        </p>
      ) : (
        <Steps steps={steps} />
      )}
    </section>
  );
}

function Steps({ steps }: { steps: FaultReport['script']['steps'] }) {
  const first = Math.max(0, steps.length - LISTED);
  return (
    <>
      <ol
        aria-label="Steps"
        className="mt-1 grid grid-cols-[max-content_max-content_1fr] gap-x-4 text-sm leading-5"
      >
        {steps.slice(first).map(({ at, command }, index) => {
          const { whom, what } = stepWords(command);
          return (
            <li key={first + index} className="col-span-3 grid grid-cols-subgrid">
              <span className="text-right text-faint tabular-nums">{stepTime(at)}</span>
              <span className="text-muted">{whom}</span>
              <span>{what}</span>
            </li>
          );
        })}
      </ol>
      {first > 0 && (
        <p className="text-xs text-faint">{count(first)} earlier steps are in the script.</p>
      )}
    </>
  );
}
