/** What is used of Electron's `app`; named, so that it can be tested without Electron. */
export interface QuittingApp {
  on(event: 'will-quit', listener: (event: { preventDefault(): void }) => void): unknown;
  quit(): void;
  exit(code: number): void;
}

const closeLimit = 5_000;

/** Quitting waits until all is put away, however often it is asked for; but not for ever. */
export function closeBeforeQuit(
  app: QuittingApp,
  close: () => Promise<void>,
  complain: (error: unknown) => void,
): void {
  let state: 'open' | 'closing' | 'closed' = 'open';
  app.on('will-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return;
    state = 'closing';
    const limit = setTimeout(() => app.exit(1), closeLimit);
    void close()
      .catch(complain)
      .finally(() => {
        clearTimeout(limit);
        state = 'closed';
        // In a turn of its own: within that of the event that was prevented, Electron ignores it.
        setImmediate(() => app.quit());
      });
  });
}
