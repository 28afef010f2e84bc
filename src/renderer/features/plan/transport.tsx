import { Diff, Flag, Pause, Play } from 'lucide-react';
import { useBuild, useView } from '../../app/session-context.ts';
import { BarButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { count } from '../../../core/format.ts';
import { toggleComparison } from '../compare/commands.ts';
import { shownVersion } from '../watch/build-view.ts';
import { togglePlay, turnSpeed } from './time-travel.ts';

/** Plays the past, marks a version, and compares it with another one. */
export function Transport() {
  const build = useBuild();
  const playing = useView((view) => view.playing);
  const isPast = useView((view) => view.past !== null);
  const speed = useView((view) => view.speed);
  const version = useView(shownVersion);
  const mark = useView((view) => view.mark);
  const compares = useView((view) => view.comparison !== null);
  const Icon = playing ? Pause : Play;
  const marked = mark === version;
  return (
    <span role="group" aria-label="Time travel" className="flex items-center">
      <BarButton
        aria-label="Play the past"
        aria-pressed={playing}
        title={playing ? 'Pause (Space)' : isPast ? 'Play (Space)' : 'Play from the start (Space)'}
        onClick={() => togglePlay(build)}
      >
        <Icon size={14} aria-hidden />
      </BarButton>
      {isPast && (
        <BarButton
          aria-label={`Speed ${speed}×`}
          title="Speed: 0.5 to 8 × (< and >)"
          className="w-10 justify-center tabular-nums"
          onClick={() => turnSpeed(build)}
        >
          {speed}×
        </BarButton>
      )}
      <BarButton
        aria-label="Mark this version"
        aria-pressed={marked}
        title={`${marked ? 'Take the mark away' : `Mark version ${count(version)}`} (m)`}
        className={cx(marked && 'text-run')}
        onClick={() => build.toggleMark()}
      >
        <Flag size={14} aria-hidden />
      </BarButton>
      <BarButton
        aria-label="Compare"
        aria-pressed={compares}
        title={`Compare ${mark === null ? 'the beginning' : count(mark)} with ${count(version)} (d)`}
        className={cx(compares && 'text-run')}
        onClick={() => toggleComparison(build)}
      >
        <Diff size={14} aria-hidden />
      </BarButton>
    </span>
  );
}
