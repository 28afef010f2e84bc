import type { World } from '../world.ts';
import type { Incidents } from './incidents.ts';

export interface Telemetry {
  readonly incidents: Incidents;
  /** Nothing is sent until this was called, and nothing while what it was given says no. */
  allow(isAllowed: () => boolean): void;
  /** Sends what waits, and stops. Takes two seconds at most, and never rejects. */
  close(): Promise<void>;
}

export interface TelemetryEnvironment {
  /** Where to report. Without it nothing is loaded, and nothing leaves this machine. */
  readonly SENTRY_DSN?: string | undefined;
  /** Part of the traced refreshes to report, 0 to 1. Absent: all whose trace is sampled. */
  readonly SENTRY_TRACES_SAMPLE_RATE?: string | undefined;
}

/** Reports through Sentry where the environment asks for it; null where it does not. */
export async function startTelemetry(
  environment: TelemetryEnvironment,
  version: string,
  world: Pick<World, 'elapsed' | 'now'>,
): Promise<Telemetry | null> {
  const { SENTRY_DSN: dsn, SENTRY_TRACES_SAMPLE_RATE: rate = '' } = environment;
  if (!dsn) return null;
  const { SentryReporter } = await import('./sentry.ts');
  const { reportCrashes } = await import('./crashes.ts');
  const sampleRate = rate === '' ? null : Number(rate);
  let isAllowed = () => false;
  const reporter = new SentryReporter(
    { dsn, version, sampleRate, isAllowed: () => isAllowed() },
    world,
  );
  // The SDK has said on the console that this is no DSN.
  if (!reporter.isEnabled) return null;
  const stop = reportCrashes((error) => reporter.crashed(error));
  return {
    incidents: reporter,
    allow: (allowed) => void (isAllowed = allowed),
    close() {
      stop();
      return reporter.close();
    },
  };
}
