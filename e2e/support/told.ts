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
  const spied = <Result, Argument>(
    work: (told: Spied[], argument: Argument) => Result,
    argument: Argument,
  ): Promise<Result> => {
    const text = `(${work.toString()})(globalThis.told, ${JSON.stringify(argument)})`;
    return electron
      ? electron.evaluate((_electron, code) => globalThis.eval(code) as Result, text)
      : (page.evaluate(text) as Promise<Result>);
  };
  return {
    all: (): Promise<ToldNotice[]> =>
      spied(
        (told) => told.map(({ title, body, silent, closed }) => ({ title, body, silent, closed })),
        null,
      ),
    click: (title: string): Promise<void> =>
      spied((told, wanted) => told.findLast((one) => one.title === wanted)?.click(), title),
  };
}
