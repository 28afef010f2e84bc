import { z } from 'zod';
import { builds } from './areas/builds.ts';
import { help } from './areas/help.ts';
import { inspector } from './areas/inspector.ts';
import { panes } from './areas/panes.ts';
import { plan } from './areas/plan.ts';
import { timeline } from './areas/timeline.ts';
import { view } from './areas/view.ts';
import { type Command, type Group, type Need, needs, type Rows } from './command.ts';

/**
 * Every command of the window, in the order of help, palette and menus. One more is one line in its
 * area and one in `renderer/app/commands/actions.ts`.
 */
const commands = {
  ...of('Builds', builds),
  ...of('Panes', panes),
  ...of('Plan', plan),
  ...of('Inspector', inspector),
  ...of('Timeline', timeline),
  ...of('View', view),
  ...of('Help', help),
};

function of<Area extends Rows>(group: Group, rows: Area): { readonly [Id in keyof Area]: Command } {
  const commands = Object.entries(rows).map(([id, row]) => [id, { ...row, group }]);
  return Object.fromEntries(commands) as { [Id in keyof Area]: Command };
}

export type CommandId = keyof typeof commands;

export const commandIds = Object.keys(commands) as CommandId[];
export const commandIdSchema = z.enum(commandIds);

export const commandOf = (id: CommandId): Command => commands[id];

/** Why a command cannot run, where so much is met; null where it can. */
export function whyNot(id: CommandId, met: ReadonlySet<Need>): string | null {
  const missing = commandOf(id).needs?.find((need) => !met.has(need));
  return missing === undefined ? null : needs[missing];
}
