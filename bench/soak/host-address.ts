import { type HeadlessHost, startHeadless } from '../support/headless.ts';

/** A host that is ended and started again under those who use it. */
export class HostAddress {
  readonly #dataDir: string;
  #host: Promise<HeadlessHost>;
  #restarts = 0;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
    this.#host = startHeadless(dataDir);
  }

  get restarts(): number {
    return this.#restarts;
  }

  /** The host, as soon as it is up. */
  up(): Promise<HeadlessHost> {
    return this.#host;
  }

  /** Ends it, in good order or not, and starts another on the same data. */
  async restart(how: 'close' | 'kill'): Promise<void> {
    const before = await this.#host;
    this.#restarts += 1;
    this.#host = before[how]().then(() => startHeadless(this.#dataDir));
    await this.#host;
  }

  async close(): Promise<void> {
    await (await this.#host).close();
  }
}
