import type { Need } from '../../../core/commands/command.ts';
import type { CommandId } from '../../../core/commands/commands.ts';
import { familyIn } from '../../features/builds/family-in.ts';
import { chosenChild } from '../../features/builds/go.ts';
import { copyShownStore } from '../../features/inspector/copy-shown.ts';
import { chosenFile } from '../../features/inspector/open-file.ts';
import { plainStore } from '../../features/inspector/plain.ts';
import { wrapStore } from '../../features/inspector/wrap.ts';
import { bridge } from '../../transport/bridge.ts';
import { density } from '../density.ts';
import { drawerStore } from '../drawer.ts';
import { inspectorDock } from '../inspector-dock.ts';
import type { Session } from '../session.ts';
import { type Theme, themeStore } from '../theme.ts';
import { planOf } from './reach.ts';

/** What is met now of what commands need. */
export function metNeeds({ session }: { readonly session: Session }): Set<Need> {
  const build = planOf(session);
  const workspace = session.workspace.store.getState();
  const builds = session.list.getState().replica.state;
  const met: Record<Need, boolean> = {
    desktop: bridge !== null,
    builds: builds.length > 0,
    build: build !== null,
    plan: (build?.store.getState().live.state.todos.length ?? 0) > 0,
    child: chosenChild(session) !== null,
    tabs: workspace.tabs.length > 1,
    panes: workspace.shown.length > 1,
    pair: workspace.compares,
    caller: build !== null && familyIn(builds).parentOf.has(build.id),
    body: copyShownStore.getState().button !== null,
    file: chosenFile(session) !== null,
    faults: session.faults.store.getState().report !== null,
  };
  return new Set((Object.keys(met) as Need[]).filter((need) => met[need]));
}

const themeCommands: Record<Theme, CommandId> = {
  system: 'systemTheme',
  light: 'lightTheme',
  dark: 'darkTheme',
};

/** Of the commands that are on or off, those that are on. */
export function commandsOn(): CommandId[] {
  const drawer = drawerStore.getState();
  return [
    themeCommands[themeStore.getState().theme],
    ...(density.store.getState() === 'compact' ? (['compactRows'] as const) : []),
    ...(inspectorDock.store.getState() === 'below' ? (['dockInspector'] as const) : []),
    ...(wrapStore.getState().wrap ? (['wrapLines'] as const) : []),
    ...(plainStore.getState().plain ? (['plainText'] as const) : []),
    ...(drawer.open ? (['drawer'] as const) : []),
    ...(drawer.open && drawer.tab === 'usage' ? (['usage'] as const) : []),
  ];
}

/** Calls back whenever one of the two may have changed. */
export function onCommandState(session: Session, listener: () => void): () => void {
  let leaveBuild = () => {};
  const enterBuild = () => {
    leaveBuild();
    leaveBuild = session.workspace.focused?.store.subscribe(listener) ?? (() => {});
    listener();
  };
  const stops = [
    session.workspace.store.subscribe(enterBuild),
    session.list.subscribe(listener),
    session.faults.store.subscribe(listener),
    copyShownStore.subscribe(listener),
    wrapStore.subscribe(listener),
    plainStore.subscribe(listener),
    drawerStore.subscribe(listener),
    themeStore.subscribe(listener),
    density.store.subscribe(listener),
    inspectorDock.store.subscribe(listener),
  ];
  enterBuild();
  return () => {
    leaveBuild();
    for (const stop of stops) stop();
  };
}
