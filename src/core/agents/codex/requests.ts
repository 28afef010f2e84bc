import { type JsonObject, listOf, objectOf, textOf } from '../json.ts';
import { oneLine } from '../text.ts';
import { changesOf } from './patches.ts';
import type { Reading } from './state.ts';
import { requestAttention } from './turns.ts';

/**
 * A request to the user, as an event of the core or as a request of the app server (whose names say
 * the same in other words); false for anything else. `id` is what its answer refers to.
 */
export function readRequest(
  reading: Reading,
  type: string,
  request: JsonObject,
  id?: string,
): boolean {
  const reason = reasons.get(type);
  if (reason === undefined) return false;
  const call = first(request, 'call_id', 'callId', 'itemId');
  const approval = id ?? first(request, 'approval_id', 'id') ?? call ?? type;
  requestAttention(reading, approval, { reason, text: wordsOf(type, request), call });
  return true;
}

const reasons: ReadonlyMap<string, 'permission' | 'question'> = new Map([
  ['exec_approval_request', 'permission'],
  ['apply_patch_approval_request', 'permission'],
  ['request_permissions', 'permission'],
  ['request_user_input', 'question'],
  ['elicitation_request', 'question'],
  ['item/commandExecution/requestApproval', 'permission'],
  ['item/fileChange/requestApproval', 'permission'],
  ['item/permissions/requestApproval', 'permission'],
  ['item/tool/requestUserInput', 'question'],
  ['tool/requestUserInput', 'question'],
  ['mcpServer/elicitation/request', 'question'],
  ['execCommandApproval', 'permission'],
  ['applyPatchApproval', 'permission'],
]);

const first = (request: JsonObject, ...fields: string[]): string | undefined =>
  fields.map((field) => textOf(request[field])).find((value) => value !== undefined);

function wordsOf(type: string, request: JsonObject): string {
  const { command } = request;
  const script = Array.isArray(command)
    ? command.filter((word) => typeof word === 'string').join(' ')
    : textOf(command);
  const question = textOf(objectOf(listOf(request['questions'])[0])['question']);
  const files = changesOf(request['changes'] ?? request['fileChanges']).map(({ path }) => path);
  const named = files.length > 0 ? files.join(', ') : undefined;
  return oneLine(question ?? script ?? named ?? first(request, 'message', 'reason') ?? type, 1000);
}

/** Requests have numbers, and answers of both sides have the same. */
export const requestName = (id: unknown): string | undefined =>
  typeof id === 'string' || typeof id === 'number' ? `request-${id}` : undefined;
