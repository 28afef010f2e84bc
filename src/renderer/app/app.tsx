import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { openCaller, openChild } from '../features/builds/go.ts';
import { BuildsPanel } from '../features/builds/builds-panel.tsx';
import { FirstRun } from '../features/empty/first-run.tsx';
import { Waiting } from '../features/empty/waiting.tsx';
import { KeysDialog } from '../features/status/keys-dialog.tsx';
import { LinkStrip } from '../features/status/link-strip.tsx';
import { StatusBar } from '../features/status/status-bar.tsx';
import { BuildPicker } from '../features/workspace/build-picker.tsx';
import { focusedId } from '../features/workspace/workspace-view.ts';
import { PanelBoundary } from '../ui/panel-boundary.tsx';
import { useMedia } from '../ui/use-media.ts';
import { Dock } from './dock.tsx';
import { bindKeys } from './keys.ts';
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
  const [help, setHelp] = useState(false);
  const filter = useRef<HTMLInputElement>(null);
  const handle = useRef<NarrowHandle>(null);

  useEffect(
    () =>
      bindKeys({
        // While two are compared, no plan is on the screen.
        build: () =>
          session.workspace.store.getState().compares ? null : session.workspace.focused,
        pairing: session.pairing,
        workspace: session.workspace,
        focusFilter() {
          handle.current?.showBuilds();
          // At once where the box is there already, so that what is typed next goes into it.
          if (filter.current) filter.current.focus();
          else requestAnimationFrame(() => filter.current?.focus());
        },
        inspect() {
          if (session.workspace.store.getState().compares) return;
          // It stands where the comparison stands.
          session.workspace.focused?.closeComparison();
          handle.current?.showInspector();
          requestAnimationFrame(() =>
            focusOn('section[aria-label="Inspector"] [role="tab"][aria-selected="true"]'),
          );
        },
        focusPane: () =>
          requestAnimationFrame(() => focusOn('[data-focused="true"] [role="tree"]')),
        openChild: () => openChild(session),
        openCaller: () => openCaller(session),
        toggleHelp: () => setHelp((open) => !open),
      }),
    [session],
  );

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
          <StatusBar onKeys={() => setHelp(true)} />
          <BuildPicker />
          <KeysDialog open={help} onOpen={setHelp} />
        </div>
      </BuildContext>
    </SessionContext>
  );
}
