import { join } from 'node:path';
import { app, type BrowserWindow, nativeImage } from 'electron';
import { titleOf } from '../../core/build/summary.ts';
import { countsInWords, type StandingBuilds, standingBuilds } from '../../core/notices/standing.ts';
import { Teller } from '../../core/notices/teller.ts';
import type { Host } from '../host/host-types.ts';
import { realWorld } from '../host/world.ts';
import { noticeBoard } from './notice-board.ts';
import { showTray } from './tray.ts';
import type { TrayActions } from './tray-menu.ts';

export interface OutsideOptions extends TrayActions {
  readonly host: Host;
  readonly icons: string;
  readonly window: () => BrowserWindow | null;
  /** The build that is on the screen of the window. */
  readonly shown: () => string | null;
}

/** What is seen of the builds outside the window: notifications, the tray, the badge. */
export interface Outside {
  /** The window has another focus, or shows another build. */
  look(): void;
  close(): void;
}

/** Tray and badge follow the builds at most so often, in milliseconds. */
const INTERVAL = 1000;
/** What falls silent is looked for, in milliseconds. */
const MINUTE = 60_000;

export function showOutside(options: OutsideOptions): Outside {
  const { host, icons, window, shown } = options;
  const tray = showTray(icons, options);
  const overlay = nativeImage.createFromPath(join(icons, 'overlay.png'));
  const board = noticeBoard({
    clicked: (build) => options.open(build),
    dismissed: (id) => teller.dismissed(id),
  });
  const teller = new Teller(
    realWorld,
    board,
    () => ({
      notify: host.settings.current().notify,
      looksAt: window()?.isFocused() === true ? shown() : null,
    }),
    host.builds(),
  );

  let last = '';
  let soon: NodeJS.Timeout | null = null;
  const update = (): void => {
    const standing = standingBuilds(host.builds(), Date.now());
    const now = JSON.stringify(Object.values(standing).map(namesOf));
    if (now === last) return;
    last = now;
    tray?.update(standing);
    showBadge(window(), standing, overlay);
  };
  const later = (): void => {
    soon ??= setTimeout(() => {
      soon = null;
      update();
    }, INTERVAL);
  };
  const minute = setInterval(update, MINUTE);
  update();
  const stops = [
    host.settings.onChange(() => teller.check()),
    host.onBuilds((changes) => {
      const changed = changes.flatMap((one) => (one.kind === 'build' ? [one.summary] : []));
      const gone = changes.flatMap((one) => (one.kind === 'removed' ? [one.id] : []));
      teller.take(changed, gone);
      later();
    }),
  ];
  return {
    look: () => teller.check(),
    close() {
      for (const stop of stops) stop();
      if (soon) clearTimeout(soon);
      clearInterval(minute);
      teller.close();
      board.close();
      tray?.destroy();
    },
  };
}

const namesOf = (builds: StandingBuilds['needsYou']) =>
  builds.map((build) => [build.id, titleOf(build)]);

/** A number where the system shows one, on Windows a mark on the window's button. */
function showBadge(
  window: BrowserWindow | null,
  standing: StandingBuilds,
  overlay: Electron.NativeImage,
): void {
  const count = standing.needsYou.length;
  if (process.platform !== 'win32') app.setBadgeCount(count);
  else window?.setOverlayIcon(count > 0 ? overlay : null, countsInWords(standing));
}
