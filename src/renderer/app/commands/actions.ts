import type { CommandId } from '../../../core/commands/commands.ts';
import type { ExportForm } from '../../../core/export-answer.ts';
import { lastPart } from '../../../core/commands/keys.ts';
import {
  deleteBuild,
  focusedBuild,
  type ListCommand,
  startRenaming,
  togglePin,
} from '../../features/builds/arranging.ts';
import { openCaller, openChild } from '../../features/builds/go.ts';
import { openNth } from '../../features/builds/listed.ts';
import { toggleComparison } from '../../features/compare/commands.ts';
import { exportBuild } from '../../features/export/export-build.ts';
import { copyShown } from '../../features/inspector/copy-shown.ts';
import { openChosenFile } from '../../features/inspector/open-file.ts';
import { togglePlain } from '../../features/inspector/plain.ts';
import { toggleWrap } from '../../features/inspector/wrap.ts';
import { foldAll, moveChoice, nextTrouble } from '../../features/plan/commands.ts';
import {
  changeSpeed,
  stepVersion,
  toggleFocus,
  togglePlay,
} from '../../features/plan/time-travel.ts';
import { stepTodo } from '../../features/plan/todo-steps.ts';
import { copyLinkToShown } from '../../features/workspace/copy-link.ts';
import { pickBuild } from '../../features/workspace/picking.ts';
import { bridge } from '../../transport/bridge.ts';
import { density } from '../density.ts';
import { closeDialog, dialogStore, openDialog } from '../dialogs.ts';
import { openDrawer, toggleHealth, toggleTab } from '../drawer.ts';
import { toggleDock } from '../inspector-dock.ts';
import { nextTheme, setTheme } from '../theme.ts';
import { type Action, onBuild } from './reach.ts';

/** With the build whose row in the list has the focus, else with the one on the screen. */
const onListed =
  (command: ListCommand): Action =>
  ({ session }) => {
    const id = focusedBuild() ?? session.workspace.focused?.id;
    if (id !== undefined) command(session, id);
  };

/** It says itself what came of it. */
const exportAs = (form: ExportForm): Action =>
  onListed((session, id) => void exportBuild(session, id, form));

/** What each command of the registry does. */
export const actions: Record<CommandId, Action> = {
  find: (reach) => reach.find(),
  nthBuild: ({ session }, key) => openNth(session, Number(lastPart(key ?? ''))),
  pinBuild: onListed(togglePin),
  renameBuild: onListed(startRenaming),
  // A key deletes only what has the focus.
  deleteBuild: (reach, key) =>
    key === null || focusedBuild() !== null ? onListed(deleteBuild)(reach, key) : undefined,
  copyLink: ({ session }) => copyLinkToShown(session),
  openChild: ({ session }) => openChild(session),
  openCaller: ({ session }) => openCaller(session),
  watchFiles: async () => bridge?.watchFiles(),
  watchAgent: () => openDialog('agents'),
  playDemo: ({ session }) => session.playDemo(),
  exportBundle: exportAs('bundle'),
  exportPage: exportAs('html'),
  exportEvents: exportAs('ndjson'),

  split: ({ session: { workspace } }) => {
    if (workspace.store.getState().shown.length === 2) workspace.unsplit();
    else pickBuild('beside');
  },
  otherPane: (reach) => reach.focusOtherPane(),
  compareBuilds: ({ session: { workspace } }) => {
    const { shown, compares } = workspace.store.getState();
    if (shown.length === 2) workspace.compare(!compares);
    else pickBuild('compare');
  },
  nextDifference: ({ session }) => session.pairing.step(1),
  previousDifference: ({ session }) => session.pairing.step(-1),
  nextTab: ({ session }) => session.workspace.step(1),
  previousTab: ({ session }) => session.workspace.step(-1),
  closeTab: ({ session }) => session.workspace.closeFocused(),
  back: () => history.back(),
  forward: () => history.forward(),

  nextRow: onBuild((build) => moveChoice(build, 'down')),
  previousRow: onBuild((build) => moveChoice(build, 'up')),
  goIn: onBuild((build) => moveChoice(build, 'in')),
  goOut: onBuild((build) => moveChoice(build, 'out')),
  nextError: onBuild(nextTrouble),
  openAll: onBuild((build) => foldAll(build, true)),
  closeAll: onBuild((build) => foldAll(build, false)),

  inspect: (reach) => reach.inspect(),
  copyBody: copyShown,
  wrapLines: toggleWrap,
  plainText: togglePlain,
  dockInspector: toggleDock,
  openInEditor: ({ session }) => openChosenFile(session, 'editor'),
  showInFolder: ({ session }) => openChosenFile(session, 'folder'),

  versionBack: onBuild((build) => stepVersion(build, -1)),
  versionOn: onBuild((build) => stepVersion(build, 1)),
  todoBack: onBuild((build) => stepTodo(build, -1)),
  todoOn: onBuild((build) => stepTodo(build, 1)),
  live: onBuild((build) => {
    build.returnToLive();
    build.follow(true);
  }),
  play: onBuild(togglePlay),
  slower: onBuild((build) => changeSpeed(build, -1)),
  faster: onBuild((build) => changeSpeed(build, 1)),
  mark: onBuild((build) => build.toggleMark()),
  compare: onBuild(toggleComparison),
  focus: onBuild(toggleFocus),

  palette: () =>
    dialogStore.getState().open === 'palette' ? closeDialog() : openDialog('palette'),
  drawer: toggleHealth,
  usage: () => toggleTab('usage'),
  faults: () => openDrawer('faults'),
  nextTheme,
  systemTheme: () => setTheme('system'),
  lightTheme: () => setTheme('light'),
  darkTheme: () => setTheme('dark'),
  compactRows: () =>
    density.set(density.store.getState() === 'compact' ? 'comfortable' : 'compact'),
  settings: () => openDialog('settings'),
  fullScreen: async () => bridge?.toggleFullScreen(),
  reload: () => location.reload(),

  keys: () => openDialog('keys'),
  about: () => openDialog('about'),
};
