import { ipcMain, type WebContents } from 'electron';
import { z } from 'zod';
import type { RequestChannel, Requests } from '../../core/bridge/bridge.ts';
import { userChangeSchema } from '../../core/build/listed.ts';
import { menuStateSchema } from '../../core/commands/menu-state.ts';
import { exportForms } from '../../core/export-answer.ts';
import { localAgentSchema } from '../../core/local-agents.ts';
import { settingsChangeSchema } from '../../core/settings/settings.ts';
import { faultRequestSchema } from '../../core/sync/faults/faults.ts';
import { isTrustedSender } from './sender.ts';

const nothing = z.null();
const longestUrl = 2_048;
const longestPath = 32_768;
const buildId = z.string().min(1).max(256);
const longestText = 16 * 1024 * 1024;

const openFile = z.object({
  build: z.string().min(1).max(512),
  node: z.string().min(1).max(1024),
  where: z.enum(['editor', 'folder']),
  line: z.number().int().min(1).max(10_000_000).optional(),
});

const exportAsked = z.object({ build: z.string().min(1).max(512), form: z.enum(exportForms) });

const argumentSchemas: { [Channel in RequestChannel]: z.ZodType<Requests[Channel]['argument']> } = {
  'ratchet:connect': nothing,
  'ratchet:open-external': z.string().max(longestUrl),
  'ratchet:copy-text': z.string().max(longestText),
  'ratchet:browser-address': nothing,
  'ratchet:export': exportAsked,
  'ratchet:open-file': openFile,
  'ratchet:watch-files': nothing,
  'ratchet:watch-agent': localAgentSchema,
  'ratchet:arrange-build': z.strictObject({ id: buildId, change: userChangeSchema }),
  'ratchet:delete-build': buildId,
  'ratchet:restore-build': buildId,
  'ratchet:unwatch-agent': localAgentSchema,
  'ratchet:unwatch': z.string().max(longestPath),
  'ratchet:shows-build': buildId.nullable(),
  'ratchet:change-settings': settingsChangeSchema,
  'ratchet:play-demo': nothing,
  'ratchet:faults': faultRequestSchema,
  'ratchet:menu-state': menuStateSchema,
  'ratchet:toggle-full-screen': nothing,
};

/** What answers the requests of windows, one function a channel. */
export type RequestHandlers = {
  [Channel in RequestChannel]: (
    argument: Requests[Channel]['argument'],
    sender: WebContents,
  ) => Requests[Channel]['answer'] | Promise<Requests[Channel]['answer']>;
};

/** Registers every channel of the map, and no other. A failure reaches the page as a rejection. */
export function answerRequests(handlers: RequestHandlers): void {
  answer('ratchet:connect', handlers);
  answer('ratchet:open-external', handlers);
  answer('ratchet:copy-text', handlers);
  answer('ratchet:browser-address', handlers);
  answer('ratchet:export', handlers);
  answer('ratchet:open-file', handlers);
  answer('ratchet:watch-files', handlers);
  answer('ratchet:watch-agent', handlers);
  answer('ratchet:arrange-build', handlers);
  answer('ratchet:delete-build', handlers);
  answer('ratchet:restore-build', handlers);
  answer('ratchet:unwatch-agent', handlers);
  answer('ratchet:unwatch', handlers);
  answer('ratchet:shows-build', handlers);
  answer('ratchet:change-settings', handlers);
  answer('ratchet:play-demo', handlers);
  answer('ratchet:faults', handlers);
  answer('ratchet:menu-state', handlers);
  answer('ratchet:toggle-full-screen', handlers);
}

function answer<Channel extends RequestChannel>(channel: Channel, handlers: RequestHandlers): void {
  const schema = argumentSchemas[channel];
  ipcMain.handle(channel, async (event, ...given: unknown[]) => {
    if (!isTrustedSender(event.senderFrame)) {
      throw new Error(`SENDER_REFUSED: ${channel} answers only the page of Ratchet`);
    }
    const argument = given.length === 1 ? schema.safeParse(given[0]) : undefined;
    if (argument?.success !== true) {
      throw new Error(`ARGUMENT_REFUSED: ${channel} was not called as its schema says`);
    }
    return await handlers[channel](argument.data, event.sender);
  });
}
