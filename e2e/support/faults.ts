import {
  faultAnswerSchema,
  type FaultReport,
  type FaultRequest,
  type Faults,
  faultsSchema,
  type FaultyWatcher,
} from '../../src/core/sync/faults/faults.ts';
import type { Ratchet } from './ratchet.ts';

/** Faults put in on purpose; the host must have been started with `--faults`. */
export class FaultDesk {
  readonly #host: Ratchet['host'];

  constructor({ host }: Ratchet) {
    this.#host = host;
  }

  cut = (milliseconds: number): Promise<FaultReport> =>
    this.take({ type: 'command', command: { do: 'cut', watcher: '*', milliseconds } });

  set = (faults: Partial<Faults>): Promise<FaultReport> =>
    this.take({
      type: 'command',
      command: { do: 'set', watcher: '*', faults: faultsSchema.parse(faults) },
    });

  clear = (): Promise<FaultReport> => this.take({ type: 'command', command: { do: 'clear' } });

  take = (request: FaultRequest): Promise<FaultReport> =>
    this.#ask({ method: 'POST', body: JSON.stringify(request) });

  /** The one watcher of a test: the window. */
  async watcher(): Promise<FaultyWatcher> {
    const { watchers } = await this.#ask({ method: 'GET' });
    const [only] = watchers;
    if (!only || watchers.length > 1) throw new Error(`there are ${watchers.length} watchers`);
    return only;
  }

  async #ask(init: RequestInit): Promise<FaultReport> {
    const response = await fetch(`${this.#host.address}/v1/faults`, {
      ...init,
      headers: {
        authorization: `Bearer ${this.#host.token}`,
        'content-type': 'application/json',
      },
    });
    const { faults } = faultAnswerSchema.parse(await response.json());
    if (!faults) throw new Error('this host was started without --faults');
    return faults;
  }
}
