import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { Settings } from '../../../core/settings/settings.ts';
import { bridge } from '../../transport/bridge.ts';
import { Problem } from '../../ui/problem.tsx';
import { Switch } from '../../ui/switch.tsx';
import {
  browserNotices,
  lookAtPermission,
  type Permission,
  wantNotices,
} from '../notices/browser-notices.ts';
import { Setting, SettingGroup } from './setting.tsx';
import { useSettings } from './use-settings.ts';

const kinds: readonly (readonly [keyof Settings['notify'], title: string, what: string])[] = [
  ['needsYou', 'A build needs you', 'It asks for a permission, or has a question'],
  ['failed', 'A build fails', 'Several at once are told as one'],
  [
    'finished',
    'A build finishes',
    'Also at the end of a turn, when the agent waits for what is next',
  ],
];

/** What the system's notifications tell of. */
export function Notifications() {
  const { answer, problem, change } = useSettings();
  const { readOnly = true, settings } = answer ?? {};
  const turn = (kind: keyof Settings['notify'], title: string) => (
    <Switch
      tone="run"
      label={title}
      on={settings?.notify[kind] === true}
      disabled={readOnly}
      onChange={(on) => change({ notify: { [kind]: on } })}
    />
  );
  return (
    <>
      {!bridge && <InThisBrowser />}
      <SettingGroup title="Tell me when">
        {kinds.map(([kind, title, what]) => (
          <Setting key={kind} title={title} control={turn(kind, title)}>
            {what}
          </Setting>
        ))}
      </SettingGroup>
      <SettingGroup>
        <Setting title="Sound" control={turn('sound', 'Sound')} />
      </SettingGroup>
      <Problem text={problem} />
      <p className="text-sm text-muted">
        Nothing is told of the build that you are looking at. Secrets are left out of what is shown.{' '}
        {bridge
          ? 'Whether notifications appear, and where, is up to the system.'
          : 'What is chosen here holds for every window, but for the first switch.'}
      </p>
    </>
  );
}

const words: Record<Permission, (wanted: boolean) => string> = {
  granted: (wanted) => (wanted ? 'On, while this page is open' : 'Off'),
  unasked: () => 'Off; the browser will ask you to allow them',
  denied: () => 'Blocked by the browser: allow notifications for this address in its settings',
  unsupported: () => 'This browser has no notifications',
};

/** A browser shows nothing until the user has switched it on, and it lets us. */
function InThisBrowser() {
  const { wanted, permission } = useStore(browserNotices);
  // It may have been changed in the browser's settings meanwhile.
  useEffect(lookAtPermission, []);
  const isPossible = permission === 'granted' || permission === 'unasked';
  return (
    <SettingGroup>
      <Setting
        title="Notifications in this browser"
        control={
          <Switch
            tone="run"
            label="Notifications in this browser"
            on={wanted && permission === 'granted'}
            disabled={!isPossible}
            onChange={(on) => void wantNotices(on)}
          />
        }
      >
        <span role="status">{words[permission](wanted)}</span>
      </Setting>
    </SettingGroup>
  );
}
