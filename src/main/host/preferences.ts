import { messageOf, RatchetError } from '../../core/errors.ts';
import {
  changed,
  readSettings,
  type Settings,
  type SettingsChange,
} from '../../core/settings/settings.ts';
import type { Settings as SettingsStore } from './store/settings.ts';

const KEY = 'preferences';

/** What the user has set, and who wants to know when that changes. */
export class Preferences {
  readonly #store: Pick<SettingsStore, 'get' | 'set'>;
  readonly #listeners = new Set<(settings: Settings) => void>();
  #current: Settings;
  #revision = 0;

  constructor(store: Pick<SettingsStore, 'get' | 'set'>) {
    this.#store = store;
    this.#current = readSettings(store.get(KEY));
  }

  get current(): Settings {
    return this.#current;
  }

  /** Counts the changes since the host started. */
  get revision(): number {
    return this.#revision;
  }

  /** @throws RatchetError `settings-not-saved`; nothing has changed then */
  change(change: SettingsChange): void {
    const next = changed(this.#current, change);
    try {
      this.#store.set(KEY, next);
    } catch (cause) {
      throw new RatchetError(
        'settings-not-saved',
        `The setting could not be written (${messageOf(cause)}). It stays as it was, and recorded builds are safe. See what Health says of the database, and set it again.`,
        { cause, retryable: true },
      );
    }
    this.#current = next;
    this.#revision += 1;
    for (const listener of this.#listeners) listener(next);
  }

  /** Calls back at each change. @returns what ends that */
  onChange(listener: (settings: Settings) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
