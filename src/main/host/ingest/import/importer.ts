import { RatchetError } from '../../../../core/errors.ts';
import { Import, type ImportOptions } from './import.ts';
import type { ImportReport } from './report.ts';

/** Milliseconds between two reports. */
const INTERVAL = 250;

/** Reads old sessions to their end, once. */
export class Importer {
  readonly #options: ImportOptions;
  readonly #running = new Set<Import>();
  #closed = false;

  constructor(options: ImportOptions) {
    this.#options = options;
  }

  /**
   * Imports files, and the sessions in folders. Who stops asking for reports stops the import.
   * @param format name of the format; detected for each file where it is not given
   * @returns reports now and then; the last one says what came of it
   * @throws RatchetError `unknown-format`; with the first report `closing`
   */
  import(paths: readonly string[], format?: string): AsyncGenerator<ImportReport> {
    if (format !== undefined) this.#options.formats.named(format);
    return this.#run(paths, format);
  }

  /** Stops what runs; what was recorded stays. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#running].map((one) => one.stop()));
  }

  async *#run(paths: readonly string[], format?: string): AsyncGenerator<ImportReport> {
    if (this.#closed) throw closing();
    const one = new Import(this.#options, paths, format);
    this.#running.add(one);
    try {
      while (!(await this.#endsSoon(one))) yield one.report();
      yield one.report();
    } finally {
      await one.stop();
      this.#running.delete(one);
    }
  }

  #endsSoon(one: Import): Promise<boolean> {
    return new Promise((resolve) => {
      const cancel = this.#options.world.after(INTERVAL, () => resolve(false));
      void one.finished.then(() => {
        cancel();
        resolve(true);
      });
    });
  }
}

const closing = () =>
  new RatchetError(
    'closing',
    'Ratchet is closing and imports nothing more. What was recorded stays: ask again when it runs.',
    { retryable: true },
  );
