import type { IncomingMessage } from 'node:http';
import { userChangeSchema } from '../../../core/build/listed.ts';
import type { UserActions } from '../catalogue/user-actions.ts';
import { fitting, parseJson, readBody } from './body.ts';
import type { ServerLimits } from './limits.ts';
import { type HostResponse, json } from './response.ts';

/** What the user does with builds in the list. */
export interface BuildActions extends Omit<UserActions, 'oldBuilds'> {
  readonly limits: ServerLimits;
}

type Writes = Partial<Record<string, () => Promise<HostResponse>>>;

/** Whether an address is one at which the user arranges the list. */
export const isForUser = (kind?: string, id?: string, detail?: string): boolean =>
  kind === 'builds' && Boolean(id) && (detail === undefined || detail === 'restore');

/** `PATCH` and `DELETE /v1/builds/{id}`, `POST /v1/builds/{id}/restore` */
export function userWrites(
  actions: BuildActions,
  request: IncomingMessage,
  id: string,
  detail: string | undefined,
): Writes {
  if (detail === 'restore') {
    return { POST: async () => json({ restored: actions.restoreBuild(id) }) };
  }
  return {
    PATCH: async () => {
      const body = parseJson(await readBody(request, actions.limits));
      return json({ build: actions.arrangeBuild(id, fitting(userChangeSchema, body)) });
    },
    DELETE: async () => json(actions.deleteBuilds([id])),
  };
}
