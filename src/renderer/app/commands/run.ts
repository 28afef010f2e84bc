import { createStore } from 'zustand/vanilla';
import { type CommandId, commandOf, whyNot } from '../../../core/commands/commands.ts';
import { whyFailed } from '../../transport/why-failed.ts';
import { closeDialog, dialogStore } from '../dialogs.ts';
import { actions } from './actions.ts';
import type { Reach } from './reach.ts';
import { metNeeds } from './state.ts';

/** What the last command that failed says. */
export const failureStore = createStore<{ text: string | null }>(() => ({ text: null }));

export const canRun = (reach: Reach, id: CommandId): boolean =>
  whyNot(id, metNeeds(reach)) === null;

/** Runs a command, if it can. A dialog that is open closes first, and gives the focus back. */
export function runCommand(reach: Reach, id: CommandId, key: string | null = null): void {
  if (!canRun(reach, id)) return;
  // The palette answers its own key by closing, and other dialogs give way to those they lead to.
  const opens = id === 'palette' || dialogStore.getState().open === null;
  if (opens) act(reach, id, key);
  else closeDialog(() => act(reach, id, key));
}

function act(reach: Reach, id: CommandId, key: string | null): void {
  failureStore.setState({ text: null });
  const fail = (error: unknown) =>
    failureStore.setState({ text: `${commandOf(id).title}: ${whyFailed(error)}` });
  try {
    Promise.resolve(actions[id](reach, key)).catch(fail);
  } catch (error) {
    fail(error);
  }
}
