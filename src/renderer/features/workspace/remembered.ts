import { z } from 'zod';
import { recall, remember } from '../../app/memory.ts';
import { emptyWorkspace, type WorkspaceView } from './workspace-view.ts';

const id = z.string().min(1);
const schema = z.object({
  tabs: z.array(z.object({ build: id, kept: z.boolean() })),
  shown: z.union([z.tuple([]), z.tuple([id]), z.tuple([id, id])]),
  focus: z.union([z.literal(0), z.literal(1)]),
  compares: z.boolean(),
});

const NAME = 'workspace';

/** Tabs that are taken up again. */
const MOST_TABS = 200;

/** Of two tabs of a browser each has its own; a window that is opened anew takes the last one's. */
export function rememberWorkspace(view: WorkspaceView): void {
  remember(NAME, view);
  remember(NAME, view, 'page');
}

export const recallWorkspace = (known: ReadonlySet<string>): WorkspaceView =>
  restored(recall(NAME, 'page') ?? recall(NAME), known);

/** What was open the last time, of the builds that are still there. */
export function restored(stored: unknown, known: ReadonlySet<string>): WorkspaceView {
  const parsed = schema.safeParse(stored);
  if (!parsed.success) return emptyWorkspace;
  const { tabs, shown, focus, compares } = parsed.data;
  const isThere = (build: string) => known.has(build);
  const there = tabs.filter(({ build }) => isThere(build));
  const others = there.filter(({ build }) => !shown.some((one) => one === build));
  const dropped = new Set(others.slice(0, Math.max(0, there.length - MOST_TABS)));
  const left = there.filter((tab) => !dropped.has(tab));
  // One that is shown has a tab: whoever changed the storage by hand begins anew.
  if (!shown.every((build) => tabs.some((tab) => tab.build === build))) return emptyWorkspace;
  if (shown.length > 0 && shown.every(isThere)) return { tabs: left, shown, focus, compares };
  const next = shown.find(isThere) ?? left[0]?.build;
  return { ...emptyWorkspace, tabs: left, shown: next === undefined ? [] : [next] };
}
