import { goesOn } from '../../../core/build/standing.ts';
import { Undo2 } from 'lucide-react';
import { useBuild, useView } from '../../app/session-context.ts';
import { BarButton } from '../../ui/button.tsx';
import { count } from '../../../core/format.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { useLiveStanding } from '../watch/use-standing.ts';
import { Transport } from './transport.tsx';

/** Stands in the place of the plan's bar while the past is looked at, so that nothing moves. */
export function PastBar() {
  const build = useBuild();
  const wanted = useView((view) => view.past?.wanted ?? 0);
  const error = useView((view) => view.past?.error ?? null);
  const live = useView((view) => view.live.version);
  const isLive = goesOn(useLiveStanding().status);
  return (
    <div className="flex h-8 flex-none items-center gap-2.5 border-b border-[color-mix(in_srgb,var(--think)_40%,transparent)] bg-[color-mix(in_srgb,var(--think)_14%,var(--panel))] pr-2 pl-3.5 text-sm">
      <span className="truncate font-medium text-think">
        Viewing {count(wanted)}
        {error !== null && <span className="text-err"> · could not be loaded: {error}</span>}
      </span>
      <span className="flex-none text-muted tabular-nums">
        {isLive ? `${count(live - wanted)} behind live` : `of ${count(live)}`}
      </span>
      <span className="ml-auto flex flex-none items-center gap-1">
        <Transport />
        <BarButton className="text-text" onClick={() => build.returnToLive()}>
          <Undo2 size={13} aria-hidden />
          {isLive ? 'Return to live' : 'To the end'}
          <span className="max-[620px]:hidden">
            <Kbd>⇧L</Kbd>
          </span>
        </BarButton>
      </span>
    </div>
  );
}
