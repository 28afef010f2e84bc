import type { SearchHit } from '../../../core/search/answer.ts';
import type { Session } from '../../app/session.ts';
import { goTo } from '../plan/go-to.ts';
import { setFound } from './found.ts';

/** Opens a build where something was found: at that version, with its row chosen, and the tab in which it stands. */
export function openHit(session: Session, id: string, { version, key, text, ranges }: SearchHit) {
  session.openBuild(id);
  setFound({ build: id, key, words: ranges.map(([from, to]) => text.slice(from, to)) });
  const build = session.workspace.focused;
  if (build) goTo(build, version, key);
}
