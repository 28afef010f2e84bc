import type { SettingsAnswer } from '../../../core/settings/settings.ts';
import { Problem } from '../../ui/problem.tsx';
import { Switch } from '../../ui/switch.tsx';
import { Setting, SettingGroup } from './setting.tsx';
import { useSettings } from './use-settings.ts';

const states: Record<SettingsAnswer['reporting'], { title: string; text: string }> = {
  unset: {
    title: 'Nothing leaves this machine',
    text: 'Ratchet has no telemetry of its own. Errors would be reported only where SENTRY_DSN is set, and it is not.',
  },
  unusable: {
    title: 'Nothing leaves this machine',
    text: 'SENTRY_DSN is set, but is no address that can be reported to.',
  },
  off: {
    title: 'Nothing leaves this machine',
    text: 'SENTRY_DSN is set, and reporting is switched off here: that wins.',
  },
  on: {
    title: 'Errors are reported to the address in SENTRY_DSN',
    text: 'Kinds and codes of errors, counts, times, and places in Ratchet’s own code. No content of a build, no path, no title.',
  },
};

/** What leaves this machine, and what may. */
export function Privacy() {
  const { answer, problem, change } = useSettings();
  if (!answer) return <p className="text-muted">The host has not told yet.</p>;
  const { title, text } = states[answer.reporting];
  return (
    <>
      <section
        aria-label="What leaves this machine"
        className="mb-3 rounded-md border border-line bg-bg px-3 py-2.5"
      >
        <h3 className="font-medium">{title}</h3>
        <p className="text-sm text-muted">{text}</p>
      </section>
      <SettingGroup>
        <Setting
          title="Report errors where SENTRY_DSN is set"
          control={
            <Switch
              tone="run"
              label="Report errors where SENTRY_DSN is set"
              on={answer.settings.reports}
              disabled={answer.readOnly}
              onChange={(reports) => change({ reports })}
            />
          }
        >
          Switched off, nothing is sent, whatever the variable says
        </Setting>
      </SettingGroup>
      <Problem text={problem} />
    </>
  );
}
