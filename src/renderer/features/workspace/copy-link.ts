import { count } from '../../../core/format.ts';
import type { Session } from '../../app/session.ts';
import { bridge } from '../../transport/bridge.ts';
import { copyText } from '../../ui/copy.ts';
import { toast } from '../../ui/toasts.tsx';
import type { BuildView } from '../watch/build-view.ts';
import { linkFragment, type Spot } from './place.ts';
import type { Place } from './workspace-view.ts';

const wholeBuild: Spot = { version: null, row: null };

/** What of a build is looked at: the version of the past, and the row that was chosen by hand. */
const spotOf = ({ past, chosen }: BuildView): Spot => ({
  version: past?.wanted ?? null,
  row: chosen,
});

/** Copies a link to what is looked at: the build at its version and row, or the two that are compared. */
export async function copyLinkToShown({ workspace }: Session): Promise<void> {
  const view = workspace.store.getState();
  const build = workspace.focused;
  if (!build) return;
  if (view.compares) await copyLink(view, wholeBuild);
  else await copyLink({ shown: [build.id], compares: false }, spotOf(build.store.getState()));
}

/** Copies a link to a build. */
export const copyLinkTo = (build: string): Promise<void> =>
  copyLink({ shown: [build], compares: false }, wholeBuild);

async function copyLink(place: Place, spot: Spot): Promise<void> {
  // The key stays here: who opens the link has it already, or is asked for it.
  const page = bridge ? await bridge.browserAddress() : location.origin + location.pathname;
  await copyText(`${page}#${linkFragment(place, spot)}`);
  toast({ title: 'Copied the link', description: wordsOf(place, spot) });
}

function wordsOf({ compares }: Place, { version, row }: Spot): string {
  if (compares) return 'To the two builds, compared';
  const parts = [
    ...(row === null ? [] : ['the row']),
    ...(version === null ? [] : [`version ${count(version)}`]),
  ];
  return parts.length === 0 ? 'To the build' : `To ${parts.join(' at ')}`;
}
