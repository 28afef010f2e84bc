import { createStore } from 'zustand/vanilla';
import type { Notice } from '../../../core/notices/notices.ts';
import type { NoticeBoard } from '../../../core/notices/teller.ts';
import { recall, remember } from '../../app/memory.ts';

/** Whether this browser may show notifications; `unasked`: nobody has been asked yet. */
export type Permission = 'granted' | 'denied' | 'unasked' | 'unsupported';

interface BrowserNotices {
  /** The user wants them in this browser. */
  readonly wanted: boolean;
  readonly permission: Permission;
}

/** Notifications of this browser: only where the user switched them on, and the browser lets us. */
export const browserNotices = createStore<BrowserNotices>(() => ({
  wanted: recall('notices') === true,
  permission: permissionNow(),
}));

function permissionNow(): Permission {
  if (!('Notification' in window)) return 'unsupported';
  return Notification.permission === 'default' ? 'unasked' : Notification.permission;
}

/** The browser's own settings may be changed at any time. */
export const lookAtPermission = (): void =>
  browserNotices.setState({ permission: permissionNow() });

/** Switches them on or off. Only a press of the user leads here: that is when a browser may ask. */
export async function wantNotices(wanted: boolean): Promise<void> {
  if (wanted && permissionNow() === 'unasked') await Notification.requestPermission();
  remember('notices', wanted);
  browserNotices.setState({ wanted, permission: permissionNow() });
}

export const isTelling = (): boolean => {
  const { wanted } = browserNotices.getState();
  return wanted && permissionNow() === 'granted';
};

interface NoticeEvents {
  clicked(build: string): void;
  dismissed(id: string): void;
}

/** Shows notifications through the browser. Several tabs that show the same one show it once. */
export function browserBoard(events: NoticeEvents): NoticeBoard {
  const shown = new Map<string, Notification>();
  const withdraw = (id: string): void => {
    const notification = shown.get(id);
    shown.delete(id);
    notification?.close();
  };
  return {
    show({ id, build, title, body, silent }: Notice) {
      if (!isTelling()) return;
      withdraw(id);
      const notification = new Notification(title, { body, silent, tag: `ratchet/${id}` });
      shown.set(id, notification);
      const forget = () => {
        if (shown.get(id) !== notification) return;
        shown.delete(id);
        events.dismissed(id);
      };
      notification.addEventListener('close', forget);
      notification.addEventListener('click', () => {
        forget();
        notification.close();
        window.focus();
        events.clicked(build);
      });
    },
    withdraw,
  };
}
