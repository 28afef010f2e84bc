import { z } from 'zod';
import { type Need, needs } from './command.ts';
import { commandIdSchema } from './commands.ts';

/** What the window tells the menus: what is met of what commands need, and which of them are on. */
export const menuStateSchema = z.object({
  met: z.array(z.enum(Object.keys(needs) as Need[])).max(100),
  on: z.array(commandIdSchema).max(1000),
});
export type MenuState = z.infer<typeof menuStateSchema>;

/** Before the page has said anything, and when there is none. */
export const emptyMenuState: MenuState = { met: ['desktop'], on: [] };
