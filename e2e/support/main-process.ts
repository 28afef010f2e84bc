import type { ElectronApplication } from '@playwright/test';

/**
 * An application whose answers are not lost. Playwright hears of one through a reference that the garbage
 * collector of the main process may take away first, the sooner the busier that process is
 * (microsoft/playwright#33737). What was evaluated has run then: its answer is kept, and asked for again.
 */
export function answering(app: ElectronApplication): ElectronApplication {
  const evaluate: Evaluate = app.evaluate.bind(app);
  let calls = 0;
  return Object.assign(app, {
    async evaluate(work: unknown, argument?: unknown): Promise<unknown> {
      const call = (calls += 1);
      const kept = onceOnly(call, String(work));
      for (;;) {
        try {
          return await evaluate(kept, argument);
        } catch (error) {
          if (!/collected/.test(String(error))) throw error;
        }
      }
    },
  });
}

type Work = (electron: unknown, argument: unknown) => unknown;
type Evaluate = (work: Work, argument: unknown) => Promise<unknown>;

/** Sent as text, like every function that is evaluated elsewhere. */
const onceOnly = (call: number, work: string): Work =>
  // oxlint-disable-next-line typescript/no-implied-eval -- the text is that of a function of the test
  new Function(
    'electron',
    'argument',
    `const answers = (globalThis.answers ??= new Map());
    if (!answers.has(${call})) answers.set(${call}, (${work})(electron, argument));
    return answers.get(${call});`,
  ) as Work;
