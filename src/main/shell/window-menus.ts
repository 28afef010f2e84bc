import type { BrowserWindow } from 'electron';
import { commandChannel } from '../../core/bridge/bridge.ts';
import { type CommandId, commandIdSchema } from '../../core/commands/commands.ts';
import { emptyMenuState, type MenuState } from '../../core/commands/menu-state.ts';
import { setMenu, updateMenu } from './menu.ts';

/** The window that menus speak to: there may be none, on a Mac. */
export interface WindowReach {
  window(): BrowserWindow | null;
  show(): void;
}

/** Menus whose commands are sent to the window's page, and which offer what the page says. */
export class WindowMenus {
  readonly #reach: WindowReach;
  /** Chosen while there was no page to tell. */
  #waiting: CommandId | null = null;

  constructor(reach: WindowReach) {
    this.#reach = reach;
    setMenu((id) => this.#run(id));
    updateMenu(emptyMenuState);
  }

  /** The page has spoken: it is there, and listens. */
  update(state: MenuState): void {
    updateMenu(state);
    const id = this.#waiting;
    this.#waiting = null;
    if (id !== null) this.#run(id);
  }

  /** The window has closed. */
  clear(): void {
    updateMenu(emptyMenuState);
  }

  #run(id: CommandId): void {
    const window = this.#reach.window();
    if (window) return window.webContents.send(commandChannel, commandIdSchema.parse(id));
    this.#waiting = id;
    this.#reach.show();
  }
}
