import { commandIdSchema } from '../../../core/commands/commands.ts';
import type { MenuState } from '../../../core/commands/menu-state.ts';
import { bridge } from '../../transport/bridge.ts';
import type { Reach } from './reach.ts';
import { runCommand } from './run.ts';
import { commandsOn, metNeeds, onCommandState } from './state.ts';

/** Joins the menus of the desktop window: runs what is chosen there, and says what they may offer. */
export function linkMenus(reach: Reach): () => void {
  const desktop = bridge;
  if (!desktop) return () => {};
  const stopHearing = desktop.onCommand((id) => {
    const command = commandIdSchema.safeParse(id);
    if (command.success) runCommand(reach, command.data);
  });
  let told = '';
  const stopTelling = onCommandState(reach.session, () => {
    const state: MenuState = { met: [...metNeeds(reach)], on: commandsOn() };
    const text = JSON.stringify(state);
    if (text === told) return;
    told = text;
    // Menus that offer too much do no harm: a command that cannot run does nothing.
    desktop.menuState(state).catch(() => (told = ''));
  });
  return () => {
    stopHearing();
    stopTelling();
  };
}
