import { useEffect, useMemo, useRef } from 'react';
import { flushSync } from 'react-dom';
import { useStore } from 'zustand';
import { BuildsPanel } from '../features/builds/builds-panel.tsx';
import { AgentsDialog } from '../features/empty/agents-dialog.tsx';
import { FirstRun } from '../features/empty/first-run.tsx';
import { Waiting } from '../features/empty/waiting.tsx';
import { AboutDialog } from '../features/help/about-dialog.tsx';
import { KeysDialog } from '../features/help/keys-dialog.tsx';
import { Palette } from '../features/palette/palette.tsx';
import { setWanted } from '../features/search/wanted.ts';
import { SettingsDialog } from '../features/settings/settings-dialog.tsx';
import { LinkStrip } from '../features/status/link-strip.tsx';
import { ReadOnlyStrip } from '../features/status/read-only-strip.tsx';
import { StatusBar } from '../features/status/status-bar.tsx';
import { BuildPicker } from '../features/workspace/build-picker.tsx';
import { focusedId } from '../features/workspace/workspace-view.ts';
import { PanelBoundary } from '../ui/panel-boundary.tsx';
import { Toaster } from '../ui/toasts.tsx';
import { useMedia } from '../ui/use-media.ts';
import { Dock } from './dock.tsx';
import { bindKeys } from './commands/bind-keys.ts';
import { FailureStrip } from './commands/failure-strip.tsx';
import { linkMenus } from './commands/menu-link.ts';
import { planOf, type Reach } from './commands/reach.ts';
import { NarrowLayout, type NarrowHandle } from './narrow-layout.tsx';
import type { Session } from './session.ts';
import { BuildContext, SessionContext } from './session-context.ts';
import { WideLayout } from './wide-layout.tsx';

const focusOn = (selector: string): void => document.querySelector<HTMLElement>(selector)?.focus();

export function App({ session }: { session: Session }) {
  const id = useStore(session.workspace.store, focusedId);
  const build = id === null ? null : session.workspace.build(id);
  const empty = useStore(session.list, ({ replica }) =>
    replica.state.length > 0 ? false : replica.phase === 'live' ? 'none' : 'waiting',
  );
  const narrow = useMedia('(max-width: 899px)');
  const filter = useRef<HTMLInputElement>(null);
  const handle = useRef<NarrowHandle>(null);

  const reach = useMemo((): Reach => {
    return {
      session,
      find(text) {
        // At once, so that what is typed next goes into it.
        flushSync(() => {
          handle.current?.showBuilds();
          if (text !== undefined) setWanted(text);
        });
        filter.current?.focus();
        filter.current?.select();
      },
      inspect() {
        if (!planOf(session)) return;
        // It stands where the comparison stands.
        session.workspace.focused?.closeComparison();
        handle.current?.showInspector();
        requestAnimationFrame(() =>
          focusOn('section[aria-label="Inspector"] [role="tab"][aria-selected="true"]'),
        );
      },
      focusOtherPane() {
        flushSync(() => session.workspace.focusOther());
        focusOn('[data-focused="true"] [role="tree"]');
      },
    };
  }, [session]);
  useEffect(() => bindKeys(reach), [reach]);
  useEffect(() => linkMenus(reach), [reach]);

  const Layout = narrow ? NarrowLayout : WideLayout;
  const list = useMemo(
    () => (onOpened?: () => void) => (
      <PanelBoundary name="list of builds">
        <BuildsPanel filterRef={filter} {...(onOpened ? { onOpened } : {})} />
      </PanelBoundary>
    ),
    [],
  );
  return (
    <SessionContext value={session}>
      <BuildContext value={build}>
        <div className="flex h-full flex-col">
          <ReadOnlyStrip />
          <Dock narrow={narrow}>
            <main className="h-full">
              {empty !== false && build === null ? (
                empty === 'none' ? (
                  <FirstRun />
                ) : (
                  <Waiting />
                )
              ) : (
                <Layout list={list} build={build} handle={handle} />
              )}
            </main>
          </Dock>
          <LinkStrip />
          <FailureStrip />
          <StatusBar />
          <Palette reach={reach} />
          <KeysDialog />
          <AgentsDialog />
          <SettingsDialog />
          <AboutDialog />
          <Toaster />
          <BuildPicker />
        </div>
      </BuildContext>
    </SessionContext>
  );
}
