/** A build that is open. One that is not kept is a preview: the next one takes its place. */
export interface Tab {
  readonly build: string;
  readonly kept: boolean;
}

/** What is on the screen: nothing yet, one build, or two side by side. */
export type Shown = readonly [] | readonly [string] | readonly [string, string];

export interface WorkspaceView {
  readonly tabs: readonly Tab[];
  readonly shown: Shown;
  /** The pane that keys, the list and the inspector speak of. */
  readonly focus: 0 | 1;
  /** The two that are shown are compared, step by step. */
  readonly compares: boolean;
}

/** What an address names, and what Back goes to. */
export type Place = Pick<WorkspaceView, 'shown' | 'compares'>;

export const emptyWorkspace: WorkspaceView = { tabs: [], shown: [], focus: 0, compares: false };

export const focusedId = ({ shown, focus }: WorkspaceView): string | null => shown[focus] ?? null;

/** Shows a build in the pane that has the focus: as a preview, unless it is open already. */
export function opened(view: WorkspaceView, id: string): WorkspaceView {
  const at = view.shown.findIndex((one) => one === id);
  if (at === 0 || at === 1) return { ...view, focus: at, compares: false };
  const staying = view.shown.filter((_, pane) => pane !== view.focus);
  return { ...withTab(view, id, staying), ...inPane(view, id), compares: false };
}

/** Opens a build in a tab of its own, behind what is shown. */
export function openedBehind(view: WorkspaceView, id: string): WorkspaceView {
  const here = focusedId(view);
  if (here === null) return kept(opened(view, id), id);
  const hasTab = view.tabs.some(({ build }) => build === id);
  const tabs = hasTab ? view.tabs : after(view.tabs, here, { build: id, kept: true });
  // What is looked at would otherwise go with the next click, though one has begun to collect.
  return kept(kept({ ...view, tabs }, id), here);
}

/** A preview becomes a tab that stays. */
export function kept(view: WorkspaceView, id: string): WorkspaceView {
  if (!view.tabs.some((tab) => tab.build === id && !tab.kept)) return view;
  const tabs = view.tabs.map((tab) => (tab.build === id ? { ...tab, kept: true } : tab));
  return { ...view, tabs };
}

/** Shows a build on the right of the one that is looked at, which stays on the left. */
export function split(view: WorkspaceView, id: string): WorkspaceView {
  const left = focusedId(view);
  if (left === null || left === id) return view.shown.length === 0 ? opened(view, id) : view;
  const both = withTab(view, id, view.shown);
  return { ...kept(kept(both, left), id), shown: [left, id], focus: 1, compares: false };
}

/** One pane again: the one that has the focus, or the other one. */
export function unsplit(view: WorkspaceView, pane: 0 | 1 = view.focus): WorkspaceView {
  const id = view.shown[pane];
  if (view.shown.length < 2 || id === undefined) return view;
  return { ...view, shown: [id], focus: 0, compares: false };
}

export function focused(view: WorkspaceView, pane: 0 | 1): WorkspaceView {
  return pane < view.shown.length && view.focus !== pane ? { ...view, focus: pane } : view;
}

export function compared(view: WorkspaceView, compares: boolean): WorkspaceView {
  return view.shown.length === 2 && view.compares !== compares ? { ...view, compares } : view;
}

/** Closes a tab. In its pane the next one is shown, or the pane goes; the last tab stays. */
export function closed(view: WorkspaceView, id: string): WorkspaceView {
  const at = view.tabs.findIndex(({ build }) => build === id);
  if (at < 0 || view.tabs.length === 1) return view;
  const tabs = view.tabs.toSpliced(at, 1);
  const pane = view.shown.findIndex((one) => one === id);
  if (pane < 0) return { ...view, tabs };
  if (view.shown.length === 2) return { ...unsplit(view, pane === 0 ? 1 : 0), tabs };
  const next = tabs[Math.min(at, tabs.length - 1)];
  return { ...view, tabs, shown: next ? [next.build] : [] };
}

/** Builds that are gone take their tabs with them. */
export function without(view: WorkspaceView, gone: ReadonlySet<string>): WorkspaceView {
  if (!view.tabs.some(({ build }) => gone.has(build))) return view;
  const last = view.tabs.filter(({ build }) => gone.has(build));
  const left = last.reduce((rest, { build }) => closed(rest, build), view);
  return left.tabs.some(({ build }) => gone.has(build)) ? emptyWorkspace : left;
}

/** The tab that many places further, round the end; shown in the pane that has the focus. */
export function stepped(view: WorkspaceView, by: number): WorkspaceView {
  const at = view.tabs.findIndex(({ build }) => build === focusedId(view));
  const next = view.tabs.at((at + by) % view.tabs.length);
  return next && view.tabs.length > 1 ? opened(view, next.build) : view;
}

/** Goes to what was shown before, or what an address names. What has no tab any more gets one. */
export function at(view: WorkspaceView, { shown, compares }: Place): WorkspaceView {
  const next = shown.reduce<WorkspaceView>((before, id) => withTab(before, id, shown), view);
  const focus = shown.length === 2 ? view.focus : 0;
  return { ...next, shown, focus, compares: compares && shown.length === 2 };
}

function inPane({ shown, focus }: WorkspaceView, id: string): Pick<WorkspaceView, 'shown'> {
  if (shown.length < 2) return { shown: [id] };
  return { shown: focus === 0 ? [id, shown[1] ?? id] : [shown[0] ?? id, id] };
}

/**
 * A tab for a build, where there is none: in the place of a preview, else behind the tab that is
 * looked at.
 * @param staying builds that stay on the screen, and with it their tabs
 */
function withTab(view: WorkspaceView, id: string, staying: readonly string[]): WorkspaceView {
  if (view.tabs.some(({ build }) => build === id)) return view;
  const here = focusedId(view);
  const free = view.tabs.filter(({ build, kept }) => !kept && !staying.includes(build));
  const former = free.find(({ build }) => build === here) ?? free[0];
  const tab: Tab = { build: id, kept: false };
  if (!former) return { ...view, tabs: after(view.tabs, here, tab) };
  return { ...view, tabs: view.tabs.with(view.tabs.indexOf(former), tab) };
}

function after(tabs: readonly Tab[], build: string | null, tab: Tab): readonly Tab[] {
  const place = tabs.findIndex((one) => one.build === build);
  return tabs.toSpliced(place < 0 ? tabs.length : place + 1, 0, tab);
}
