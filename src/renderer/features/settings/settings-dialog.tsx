import { Tabs } from '@base-ui/react/tabs';
import { Bell, Database, Eye, Palette, ShieldCheck } from 'lucide-react';
import { type ComponentType, type Ref, useRef } from 'react';
import { useStore } from 'zustand';
import { DialogHead } from '../../app/dialog-head.tsx';
import { WindowDialog } from '../../app/window-dialog.tsx';
import { PanelBoundary } from '../../ui/panel-boundary.tsx';
import { useMedia } from '../../ui/use-media.ts';
import { Appearance } from './appearance.tsx';
import { Data } from './data.tsx';
import { Notifications } from './notifications.tsx';
import { Privacy } from './privacy.tsx';
import { type SettingsSection, settingsSection, settingsSections } from './section.ts';
import { Watching } from './watching.tsx';

const sections: Record<
  SettingsSection,
  { title: string; icon: typeof Bell; content: ComponentType }
> = {
  appearance: { title: 'Appearance', icon: Palette, content: Appearance },
  watching: { title: 'Watching', icon: Eye, content: Watching },
  notifications: { title: 'Notifications', icon: Bell, content: Notifications },
  data: { title: 'Data', icon: Database, content: Data },
  privacy: { title: 'Privacy', icon: ShieldCheck, content: Privacy },
};

/** What the user sets: of this window, and of the host. Each change holds at once. */
export function SettingsDialog() {
  const chosen = useRef<HTMLElement>(null);
  return (
    <WindowDialog
      name="settings"
      className="top-1/2 h-[560px] max-h-[calc(100vh-24px)] w-[760px] -translate-y-1/2 overflow-hidden"
      initialFocus={chosen}
    >
      <Sections chosen={chosen} />
    </WindowDialog>
  );
}

function Sections({ chosen }: { chosen: Ref<HTMLElement> }) {
  const { section } = useStore(settingsSection);
  const wide = useMedia('(min-width: 700px)');
  return (
    <Tabs.Root
      orientation={wide ? 'vertical' : 'horizontal'}
      value={section}
      onValueChange={(next: SettingsSection) => settingsSection.setState({ section: next })}
      className="grid h-full grid-rows-[auto_auto_1fr] min-[700px]:grid-cols-[184px_1fr] min-[700px]:grid-rows-[auto_1fr]"
    >
      <div className="col-span-full">
        <DialogHead title="Settings" />
      </div>
      <Tabs.List
        aria-label="Settings"
        className="flex gap-0.5 overflow-x-auto border-b border-line p-2 min-[700px]:flex-col min-[700px]:border-r min-[700px]:border-b-0"
      >
        {settingsSections.map((name) => (
          <Section key={name} name={name} ref={name === section ? chosen : null} />
        ))}
      </Tabs.List>
      {settingsSections.map((name) => {
        const { title, content: Content } = sections[name];
        return (
          <Tabs.Panel
            key={name}
            value={name}
            tabIndex={-1}
            className="min-h-0 overflow-y-auto px-4 py-3"
          >
            <PanelBoundary name={title.toLowerCase()}>
              <Content />
            </PanelBoundary>
          </Tabs.Panel>
        );
      })}
    </Tabs.Root>
  );
}

function Section({ name, ref }: { name: SettingsSection; ref: Ref<HTMLElement> }) {
  const { title, icon: Icon } = sections[name];
  return (
    <Tabs.Tab
      ref={ref}
      value={name}
      className="flex h-7 flex-none items-center gap-2 rounded-md px-2 text-muted hover:bg-hover hover:text-text data-[active]:bg-sel data-[active]:font-medium data-[active]:text-text"
    >
      <Icon size={14} aria-hidden className="flex-none max-[699px]:hidden" />
      {title}
    </Tabs.Tab>
  );
}
