import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SettingsAnswer, SettingsChange } from '../../../core/settings/settings.ts';
import type { Link } from '../../../core/sync/link.ts';
import { bridge } from '../../transport/bridge.ts';
import type { Rest } from '../../transport/rest.ts';

/** The host's settings as they were last told. They change here, in another window, or by the API. */
export class HostSettings {
  readonly store: StoreApi<SettingsAnswer | null> = createStore<SettingsAnswer | null>(() => null);
  readonly #rest: Rest;

  constructor(rest: Rest, link: StoreApi<Link>) {
    this.#rest = rest;
    link.subscribe((next, before) => {
      if (next.phase !== 'live') return;
      const isNewLink = before.phase !== 'live';
      // The heartbeat says that somebody has changed them; with each, as an answer may be lost or late.
      const isChanged = next.settings !== null && next.settings !== this.store.getState()?.revision;
      if (isNewLink || isChanged) this.ask();
    });
  }

  /** Asks for what there is now; sizes change without a change of the settings. */
  ask(): void {
    this.#rest.settings().then(
      (answer) => this.store.setState(answer, true),
      // The link says already that the host is not there; else it is asked again with the next heartbeat.
      () => {},
    );
  }

  /** @throws Error with the host's words; nothing has changed then */
  async change(change: SettingsChange): Promise<void> {
    const answer = await (bridge
      ? bridge.changeSettings(change)
      : this.#rest.changeSettings(change));
    this.store.setState(answer, true);
  }
}
