import { useRef } from 'react';
import { flushSync } from 'react-dom';
import { useSession } from '../../app/session-context.ts';
import type { ListedBuild } from '../../../core/build/listed.ts';
import { focusRow, stopRenaming } from './arranging.ts';
import { titleOf } from './group.ts';

/** The title of a build while the user writes it. Empty, it goes back to what the agent calls it. */
export function RenameField({ build }: { build: ListedBuild }) {
  const session = useSession();
  const isOver = useRef(false);
  const before = titleOf(build);
  const stop = (text: string | null, refocus: boolean) => {
    if (isOver.current) return;
    isOver.current = true;
    const title = text?.trim() ?? null;
    // At once, so that the next key is for the row.
    flushSync(() => stopRenaming(session, build.id, title === before ? null : title));
    if (refocus) focusRow(build.id);
  };
  return (
    <input
      aria-label={`Title of ${before}`}
      defaultValue={before}
      placeholder={build.title ?? undefined}
      maxLength={200}
      // A field that opens on a key takes the focus: what is typed next goes into it.
      ref={(field) => {
        if (field && document.activeElement !== field) {
          field.focus();
          field.select();
        }
      }}
      onBlur={(event) => stop(event.currentTarget.value, false)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') stop(event.currentTarget.value, true);
        if (event.key === 'Escape') stop(null, true);
      }}
      className="col-span-2 -my-px -ml-[5px] h-5 min-w-0 rounded-sm border border-run bg-bg px-1 font-medium outline-none"
    />
  );
}
