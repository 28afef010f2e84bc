import type { SearchHit } from '../../../core/search/answer.ts';
import type { Session } from '../../app/session.ts';
import { goTo } from '../plan/go-to.ts';

/** Opens a build where something was found: at that version, with its row chosen. */
export function openHit(session: Session, id: string, { version, key }: SearchHit): void {
  session.openBuild(id);
  const build = session.workspace.focused;
  if (build) goTo(build, version, key);
}
