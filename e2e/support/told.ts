import type { Ratchet } from './ratchet.ts';

/** A notification as it was handed to the system. */
export interface ToldNotice {
  readonly title: string;
  readonly body: string;
  readonly silent: boolean;
  /** Taken back by Ratchet. */
  readonly closed: boolean;
}

interface Spied extends ToldNotice {
  closed: boolean;
  readonly click: () => void;
}

/**
 * Listens to what is handed to the system's own notifications: to Electron's class in the main process, to
 * the browser's in the page. Nothing is replaced; whether a daemon draws them is not seen.
 */
export async function listenToNotices({ electron, page }: Ratchet) {
  if (electron) {
    await electron.evaluate(({ Notification }) => {
      const told: Spied[] = [];
      const of = new WeakMap<object, Spied>();
      // Called on each notification below.
      // oxlint-disable-next-line typescript/unbound-method
      const { show, close } = Notification.prototype;
      Notification.prototype.show = function (this: Electron.Notification) {
        const { title, body, silent } = this;
        const click = () => void this.emit('click');
        const entry = { title, body, silent, closed: false, click };
        of.set(this, entry);
        told.push(entry);
        show.call(this);
      };
      Notification.prototype.close = function (this: Electron.Notification) {
        const entry = of.get(this);
        if (entry) entry.closed = true;
        close.call(this);
      };
      Object.assign(globalThis, { told });
    });
  } else {
    await page.evaluate(() => {
      const told: Spied[] = [];
      const Real = window.Notification;
      class Listened extends Real {
        readonly #entry: Spied;
        constructor(title: string, options: NotificationOptions = {}) {
          super(title, options);
          const { body = '', silent } = options;
          const click = () => void this.dispatchEvent(new Event('click'));
          this.#entry = { title, body, silent: silent === true, closed: false, click };
          told.push(this.#entry);
        }
        override close(): void {
          this.#entry.closed = true;
          super.close();
        }
      }
      window.Notification = Listened;
      Object.assign(globalThis, { told });
    });
  }
  // Serialised and run there: what is listened to is a global of the main process or of the page.
  const all = () =>
    (globalThis as unknown as Told).told.map(({ title, body, silent, closed }) => ({
      title,
      body,
      silent,
      closed,
    }));
  const click = (title: string) =>
    (globalThis as unknown as Told).told.findLast((one) => one.title === title)?.click();
  return {
    all: (): Promise<ToldNotice[]> => (electron ? electron.evaluate(all) : page.evaluate(all)),
    click: (title: string): Promise<void> =>
      electron
        ? electron.evaluate(
            (_electron, wanted) =>
              (globalThis as unknown as Told).told.findLast((one) => one.title === wanted)?.click(),
            title,
          )
        : page.evaluate(click, title),
  };
}

interface Told {
  readonly told: readonly Spied[];
}
