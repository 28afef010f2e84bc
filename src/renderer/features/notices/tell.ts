import { Teller } from '../../../core/notices/teller.ts';
import type { Session } from '../../app/session.ts';
import { pageWorld } from '../../ui/page-world.ts';
import { bridge } from '../../transport/bridge.ts';
import { openAsking } from './open-asking.ts';
import { focusedId } from '../workspace/workspace-view.ts';
import { browserBoard, isTelling } from './browser-notices.ts';
import { listChanges } from './list-changes.ts';

/**
 * Tells of builds outside the page. In the desktop window the main process does: it is told what is
 * looked at, and says what was clicked on. In a browser the page does it itself.
 */
export function tellOutside(session: Session): void {
  if (!bridge) return tellInBrowser(session);
  const desktop = bridge;
  desktop.onOpenBuild((build) => openAsking(session, build));
  session.workspace.store.subscribe((view) => {
    // Without an answer more is told than need be, and nothing is lost.
    desktop.showsBuild(focusedId(view)).catch(() => {});
  });
}

function tellInBrowser(session: Session): void {
  let teller: Teller | null = null;
  const board = browserBoard({
    clicked: (build) => openAsking(session, build),
    dismissed: (id) => teller?.dismissed(id),
  });
  const circumstances = () => {
    const { notify } = session.settings.store.getState()?.settings ?? { notify: silence };
    const shown = focusedId(session.workspace.store.getState());
    return {
      notify: isTelling() ? notify : silence,
      looksAt: document.hasFocus() ? shown : null,
    };
  };
  session.list.subscribe(({ replica }, before) => {
    if (replica === before.replica || replica.version === 0) return;
    // What is there when the page comes is on the screen: nobody needs to be called for it.
    if (!teller) {
      teller = new Teller(pageWorld, board, circumstances, replica.state);
      return;
    }
    const { changed, gone } = listChanges(before.replica.state, replica.state);
    teller.take(changed, gone);
  });
  const look = () => teller?.check();
  session.workspace.store.subscribe(look);
  session.settings.store.subscribe(look);
  window.addEventListener('focus', look);
}

const silence = { needsYou: false, failed: false, finished: false, sound: false };
