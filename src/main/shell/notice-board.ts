import { Notification } from 'electron';
import type { Notice } from '../../core/notices/notices.ts';
import type { NoticeBoard } from '../../core/notices/teller.ts';

/** What becomes of a notification that was shown. */
export interface NoticeEvents {
  clicked(build: string): void;
  /** Closed by whoever, or clicked on. */
  dismissed(id: string): void;
}

/** Shows notifications of the system, where it has them. */
export function noticeBoard(events: NoticeEvents): NoticeBoard & { close(): void } {
  /** Kept for as long as it is seen: one that is collected answers no click. */
  const shown = new Map<string, Notification>();
  const forget = (id: string, notification: Notification): void => {
    if (shown.get(id) !== notification) return;
    shown.delete(id);
    events.dismissed(id);
  };
  const withdraw = (id: string): void => {
    const notification = shown.get(id);
    shown.delete(id);
    notification?.close();
  };
  return {
    show({ id, build, title, body, silent }: Notice) {
      if (!Notification.isSupported()) return;
      withdraw(id);
      const notification = new Notification({ title, body, silent });
      shown.set(id, notification);
      notification.on('click', () => {
        forget(id, notification);
        notification.close();
        events.clicked(build);
      });
      notification.on('close', () => forget(id, notification));
      notification.show();
    },
    withdraw,
    /** Nobody will answer a click any more. */
    close() {
      for (const id of shown.keys()) withdraw(id);
    },
  };
}
