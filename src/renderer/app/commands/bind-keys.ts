import { tinykeys } from 'tinykeys';
import { commandIds, commandOf } from '../../../core/commands/commands.ts';
import { isChord } from '../../../core/commands/keys.ts';
import { pressesOf } from './presses.ts';
import type { Reach } from './reach.ts';
import { canRun, runCommand } from './run.ts';

/** Binds the keys of all commands. */
export function bindKeys(reach: Reach): () => void {
  const bindings = commandIds.flatMap((id) =>
    (commandOf(id).keys ?? []).flatMap((key) => {
      const press = (event: KeyboardEvent) => {
        if (rests(key, event) || !canRun(reach, id)) return;
        event.preventDefault();
        runCommand(reach, id, key);
      };
      return pressesOf(key).map((binding) => [binding, press] as const);
    }),
  );
  return tinykeys(window, Object.fromEntries(bindings));
}

/**
 * Keys rest while somebody types and in dialogs, and Enter and Space while a control has the focus.
 * With Ctrl or Cmd nobody types.
 */
function rests(key: string, { target, defaultPrevented }: KeyboardEvent): boolean {
  if (defaultPrevented || !(target instanceof Element)) return true;
  if (isChord(key)) return false;
  if (target.closest('input, textarea, [role="dialog"], [role="menu"]')) return true;
  if (key === 'Enter') return target.closest('button, a, [role="tab"], [role="slider"]') !== null;
  if (key === 'Space')
    return target.closest('button, a, select, [role="tab"], [role="switch"]') !== null;
  return false;
}
