import type { JSONPath } from 'jsonc-parser';
import { z } from 'zod';
import { RatchetError } from '../../../core/errors.ts';
import { insertInto, removeFrom } from './json-text.ts';

/** Of the settings, what concerns hooks: everything else is the user's and stays as it is. */
const settingsSchema = z.looseObject({
  hooks: z
    .record(z.string(), z.array(z.looseObject({ hooks: z.array(z.unknown()).optional() })))
    .optional(),
});

type Settings = z.infer<typeof settingsSchema>;
type IsOurs = (handler: unknown) => boolean;

/**
 * Adds a handler to the hooks of some events, where it is not there yet. Only what is added changes: other
 * hooks, settings, their order, and the way they are written stay.
 * @param text of the file; '' where there is none
 * @throws RatchetError `bad-settings`
 */
export function installHooks(
  text: string,
  events: readonly string[],
  handler: { readonly command: string },
  isOurs: IsOurs,
): string {
  // One that another version wrote goes, and this one comes in its place.
  const isOld = (one: unknown) => isOurs(one) && commandOf(one) !== handler.command;
  const current = uninstallHooks(text, isOld);
  let next = current.trim() === '' ? '{}\n' : current;
  const { hooks } = parseSettings(next);
  const added: Record<string, unknown> = {};
  for (const event of events) {
    const groups = hooks?.[event];
    if (groups?.some((group) => group.hooks?.some(isOurs))) continue;
    const group = { hooks: [handler] };
    if (groups) next = insertInto(next, ['hooks', event, groups.length], group);
    else if (hooks) next = insertInto(next, ['hooks', event], [group]);
    else added[event] = [group];
  }
  if (!hooks) next = insertInto(next, ['hooks'], added);
  const installed = installedHooks(next, isOurs);
  if (events.every((event) => installed.includes(event))) return next;
  throw badSettings('names something twice');
}

const commandOf = (handler: unknown): unknown =>
  typeof handler === 'object' && handler !== null && 'command' in handler ? handler.command : null;

/** Takes out what `installHooks` put in, and lists that are empty then. @throws RatchetError `bad-settings` */
export function uninstallHooks(text: string, isOurs: IsOurs): string {
  if (text.trim() === '') return text;
  let next = text;
  for (;;) {
    const path = nextToGo(parseSettings(next), isOurs);
    if (!path) return next;
    const shorter = removeFrom(next, path);
    if (shorter === next) throw badSettings('names something twice');
    next = shorter;
  }
}

/** Events that have the handler. @throws RatchetError `bad-settings` */
export function installedHooks(text: string, isOurs: IsOurs): string[] {
  if (text.trim() === '') return [];
  return Object.entries(parseSettings(text).hooks ?? {})
    .filter(([, groups]) => groups.some((group) => group.hooks?.some(isOurs)))
    .map(([event]) => event);
}

/** What is taken out next: one of our handlers, with all around it that holds nothing else. */
function nextToGo({ hooks = {} }: Settings, isOurs: IsOurs): JSONPath | null {
  for (const [event, groups] of Object.entries(hooks)) {
    for (const [index, group] of groups.entries()) {
      const place = group.hooks?.findIndex(isOurs) ?? -1;
      if (place === -1) continue;
      if (group.hooks?.length !== 1) return ['hooks', event, index, 'hooks', place];
      if (groups.length > 1) return ['hooks', event, index];
      return Object.keys(hooks).length > 1 ? ['hooks', event] : ['hooks'];
    }
  }
  return null;
}

function parseSettings(text: string): Settings {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw badSettings('is no JSON (comments are none either)', cause);
  }
  const parsed = settingsSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw badSettings(
    `is not what Claude Code reads: ${z.prettifyError(parsed.error).slice(0, 300)}`,
  );
}

const badSettings = (reason: string, cause?: unknown) =>
  new RatchetError('bad-settings', `The file ${reason}. Nothing was changed.`, { cause });
