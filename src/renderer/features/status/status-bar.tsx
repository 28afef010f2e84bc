import { Command, Monitor, Moon, Settings, Sun } from 'lucide-react';
import { useStore } from 'zustand';
import { openDialog } from '../../app/dialogs.ts';
import { useFocusedBuild, useSession } from '../../app/session-context.ts';
import { nextTheme, type Theme, themeStore } from '../../app/theme.ts';
import { commandOf } from '../../../core/commands/commands.ts';
import { evidenceOf, goesOn, type StatusNow } from '../../../core/build/standing.ts';
import { age, bytes, count, plural } from '../../../core/format.ts';
import { keptWord } from '../health/words.ts';
import { latency } from './latency.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { KeyCaps, keyText } from '../../ui/key-caps.tsx';
import { useTicking } from '../../ui/ticker.ts';
import { cx } from '../../ui/cx.ts';
import type { Health } from '../../transport/rest.ts';
import { DrawerButton } from '../drawer/drawer-button.tsx';
import { buildTime } from '../watch/build-clock.ts';
import { useListed, useListedStatus } from '../watch/use-listed.ts';
import type { WatchedBuild } from '../watch/watched-build.ts';
import { linkLook } from './link-look.ts';

/** The state of the link and of what it brings, on one line. */
export function StatusBar() {
  const session = useSession();
  const link = useStore(session.link);
  const health = useStore(session.health);
  const build = useFocusedBuild();
  const { word, tone } = linkLook(link);
  return (
    <footer className="flex h-6 flex-none items-center gap-[18px] overflow-hidden border-t border-line bg-panel px-3 text-[11.5px] whitespace-nowrap text-muted">
      <span role="status" aria-label="Link" data-testid="link-state" className="flex items-center">
        <i aria-hidden className={cx('mr-1.5 size-[7px] rounded-full bg-current', tone)} />
        {word}
      </span>
      {build && <BuildFigures build={build} isLinked={link.phase === 'live'} />}
      {link.phase === 'live' && health && <HostFigures health={health} />}
      {build && <LastEvent build={build} />}
      <span className="ml-auto flex items-center gap-3.5">
        {build && <Losses build={build} reconnects={link.reconnects} />}
        {health && (
          <span className="mono text-[11.5px] max-[620px]:hidden" title="Size of the database">
            {bytes(health.databaseBytes)}
          </span>
        )}
        <DrawerButton />
        <ThemeButton />
        <SettingsButton />
        <button
          type="button"
          className="flex items-center gap-1.5 rounded hover:text-text"
          onClick={() => openDialog('palette')}
        >
          <span className="max-[900px]:hidden">
            <KeyCaps keys={commandOf('palette').keys ?? []} />
          </span>
          <Command size={13} aria-hidden className="min-[900px]:hidden" />
          <span className="max-[620px]:sr-only">commands</span>
        </button>
        <button
          type="button"
          className="flex items-center gap-1.5 rounded hover:text-text"
          onClick={() => openDialog('keys')}
        >
          <Kbd>?</Kbd> keys
        </button>
      </span>
    </footer>
  );
}

/** Without a link nobody knows how far behind this is, or how fast it goes on. */
function BuildFigures({ build, isLinked }: { build: WatchedBuild; isLinked: boolean }) {
  const version = useStore(build.store, (view) => view.live.version);
  const listed = useListed(build.id);
  const status = useListedStatus(build.id) ?? 'running';
  const behind = Math.max(0, (listed?.version ?? 0) - version);
  const phase = useStore(build.store, (view) => view.live.phase);
  const rate = useTicking((now) => {
    const perSecond = build.rate.perSecond(now);
    return perSecond > 0 && perSecond < 10
      ? perSecond.toFixed(1)
      : Math.round(perSecond).toString();
  });
  return (
    <>
      <span className="mono text-[11.5px]">v {count(version)}</span>
      {isLinked && (goesOn(status) || behind > 0) && (
        <span className="max-[620px]:hidden">{count(behind)} behind</span>
      )}
      {(isLinked || !goesOn(status)) && (
        <span className="max-[620px]:hidden">
          {goesOn(status) ? `${rate} events/s` : over(status)}
        </span>
      )}
      {phase === 'broken' && (
        <span className="font-medium text-err">this build cannot be brought up to date</span>
      )}
    </>
  );
}

/** The age of the last event. Where that is what a status rests on, the header tells it. */
function LastEvent({ build }: { build: WatchedBuild }) {
  const listed = useListed(build.id);
  const clock = useStore(build.store, (view) => view.clock);
  const isPast = useStore(build.store, (view) => view.past !== null);
  const old = useTicking((now) => {
    const time = buildTime(clock, now);
    if (!listed || listed.lastEventAt === null) return null;
    const isTold = !isPast && !evidenceOf(listed, time).isFresh;
    return isTold ? null : age(time - listed.lastEventAt);
  });
  return old !== null && <span className="max-[899px]:hidden">last event {old} ago</span>;
}

/** Of what has ended, or went silent, there is no rate. */
const over = (status: StatusNow): string => (status === 'unknown' ? 'silent' : 'ended');

function HostFigures({ health }: { health: Health }) {
  const { notDurable, problem, outOfOrder, eventToWatcher } = health;
  const { count: measures, p99 } = eventToWatcher.recent;
  const title =
    'In the last minutes, 99 of 100 changes were with their watchers, and acknowledged, within this time';
  return (
    <>
      <span
        className={notDurable > 0 ? 'font-medium text-err' : 'max-[620px]:hidden'}
        title={problem?.message}
      >
        {keptWord(health)}
      </span>
      {measures > 0 && (
        <span className="max-[620px]:hidden" title={title}>
          p99 {latency(p99)}
        </span>
      )}
      {outOfOrder > 0 && (
        <span
          className="font-medium text-err"
          title="Versions that were announced out of order: an error of Ratchet"
        >
          out of order: {count(outOfOrder)}
        </span>
      )}
    </>
  );
}

function Losses({ build, reconnects }: { build: WatchedBuild; reconnects: number }) {
  const gaps = useStore(build.store, (view) => view.live.counters.gaps);
  const replayed = useStore(build.store, (view) => view.live.counters.replayed);
  if (reconnects === 0 && gaps === 0) return null;
  const title = `${count(replayed)} events replayed, ${plural(gaps, 'gap')} found and filled`;
  return (
    <span className="max-[620px]:hidden" title={title}>
      {plural(reconnects, 'reconnect')}, {count(replayed)} replayed
    </span>
  );
}

function SettingsButton() {
  return (
    <button
      type="button"
      aria-label="Settings"
      title={`Settings (${keyText('Mod+,')})`}
      onClick={() => openDialog('settings')}
      className="flex size-6 flex-none items-center justify-center rounded hover:bg-hover hover:text-text"
    >
      <Settings size={13} aria-hidden />
    </button>
  );
}

const icons: Record<Theme, typeof Sun> = { system: Monitor, light: Sun, dark: Moon };

function ThemeButton() {
  const theme = useStore(themeStore, (state) => state.theme);
  const Icon = icons[theme];
  return (
    <button
      type="button"
      aria-label={`Theme: ${theme}`}
      title={`Theme: ${theme} (t)`}
      onClick={nextTheme}
      className="flex size-6 flex-none items-center justify-center rounded hover:bg-hover hover:text-text"
    >
      <Icon size={13} aria-hidden />
    </button>
  );
}
