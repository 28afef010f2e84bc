import { useState } from 'react';
import { keepChoices, type SettingsAnswer } from '../../../core/settings/settings.ts';
import { plural } from '../../../core/format.ts';
import { BorderedButton } from '../../ui/button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Setting } from './setting.tsx';

type Days = SettingsAnswer['settings']['keepDays'];

const FOR_EVER = 'ever';
const choices: readonly (readonly [string, string])[] = [
  [FOR_EVER, 'For ever'],
  ...keepChoices.toReversed().map((days) => [String(days), `${days} days`] as const),
];
const daysOf = (choice: string): Days =>
  keepChoices.find((days) => String(days) === choice) ?? null;

/** How long builds are kept. A choice that removes some says how many first. */
export function Keep({
  answer,
  onChange,
}: {
  readonly answer: SettingsAnswer;
  readonly onChange: (days: Days) => void;
}) {
  const [asked, setAsked] = useState<Days>(null);
  const { keepDays } = answer.settings;
  const removed = answer.removable.find(({ days }) => days === asked)?.builds ?? 0;
  const choose = (choice: string) => {
    const days = daysOf(choice);
    const goes = answer.removable.find((one) => one.days === days)?.builds ?? 0;
    if (days !== null && goes > 0) return setAsked(days);
    setAsked(null);
    onChange(days);
  };
  return (
    <Setting
      title="Keep builds"
      control={
        <Segmented
          label="Keep builds"
          value={String(asked ?? keepDays ?? FOR_EVER)}
          choices={choices}
          disabled={answer.readOnly}
          onChange={choose}
        />
      }
      below={
        asked !== null && (
          <div role="alert" className="flex flex-wrap items-center gap-2 text-sm text-warn">
            <span className="min-w-[240px] flex-1">
              {plural(removed, 'build')} older than {asked} days will be removed now, and others as
              they grow old.
            </span>
            <BorderedButton
              className="text-text"
              onClick={() => {
                setAsked(null);
                onChange(asked);
              }}
            >
              Remove {plural(removed, 'build')}
            </BorderedButton>
            <BorderedButton className="text-text" onClick={() => setAsked(null)}>
              Cancel
            </BorderedButton>
          </div>
        )
      }
    >
      After their last event. Pinned builds, and those that go on, are never removed
    </Setting>
  );
}
