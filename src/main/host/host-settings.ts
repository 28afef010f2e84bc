import {
  keepChoices,
  type Settings,
  type SettingsAnswer,
  type SettingsChange,
} from '../../core/settings/settings.ts';
import type { Engine } from './engine.ts';
import type { TelemetryEnvironment } from './health/telemetry.ts';
import { readOnlyError } from './read-only.ts';
import type { Retention } from './retention.ts';

/** What a host says of its settings, and how they are changed. */
export interface HostSettings {
  answer(): SettingsAnswer;
  /** @throws RatchetError `read-only`, and as `Preferences.change` */
  change(change: SettingsChange): SettingsAnswer;
  current(): Settings;
  onChange(listener: (settings: Settings) => void): () => void;
}

interface Facts {
  readonly engine: Engine;
  readonly dataDir: string;
  readonly readOnly: boolean;
  readonly environment: TelemetryEnvironment;
  /** Whether what was asked for by the environment could be set up. */
  readonly canReport: boolean;
  readonly retention: Pick<Retention, 'candidates' | 'sweep'>;
}

export function hostSettings(facts: Facts): HostSettings {
  const { engine, dataDir: folder, readOnly, environment, canReport, retention } = facts;
  const { preferences } = engine;
  const reporting = () => {
    if (!environment.SENTRY_DSN) return 'unset';
    if (!canReport) return 'unusable';
    return preferences.current.reports ? 'on' : 'off';
  };
  const answer = (): SettingsAnswer => ({
    settings: preferences.current,
    revision: preferences.revision,
    readOnly,
    data: { folder, ...engine.sizes() },
    reporting: reporting(),
    removable: keepChoices.map((days) => ({
      days,
      builds: retention.candidates(days).length,
    })),
  });
  return {
    answer,
    change(change) {
      if (readOnly) throw readOnlyError();
      preferences.change(change);
      if (change.keepDays !== undefined) retention.sweep();
      return answer();
    },
    current: () => preferences.current,
    onChange: (listener) => preferences.onChange(listener),
  };
}
