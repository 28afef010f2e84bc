import { textOf } from '../json.ts';
import { toolTarget } from '../tool-target.ts';
import { waitingCall } from './calls.ts';
import { emit, type HookReading } from './state.ts';

/** Of requests that name no call. */
const PERMISSION = 'permission';
const IDLE = 'idle';
const QUESTION = 'question';

/** `PermissionRequest`: a call waits for the user. */
export function askPermission(reading: HookReading): void {
  const { payload } = reading;
  const call = waitingCall(reading, false);
  const words = [textOf(payload['tool_name']) ?? 'A tool', toolTarget(payload['tool_input'])];
  const text = words.filter((word) => word !== undefined).join(': ');
  request(reading, call === null ? PERMISSION : `permission ${call}`, 'permission', text, call);
}

/** `Notification` and `Elicitation`: a request if it is one, else what it says. */
export function notify(reading: HookReading): void {
  const { payload, state } = reading;
  const text = textOf(payload['message']) ?? textOf(payload['title']) ?? 'Claude Code calls';
  const type = textOf(payload['notification_type']) ?? '';
  const isQuestion = payload['hook_event_name'] === 'Elicitation' || type.startsWith('elicitation');
  if (isQuestion && !/complete|response/.test(type)) request(reading, QUESTION, 'question', text);
  else if (
    type === 'permission_prompt' ||
    /permission to use|needs your (?:permission|approval)/i.test(text)
  ) {
    // The request itself has been told, and by whom.
    const isTold = [...state.claude.attention].some((id) => id.startsWith(`${PERMISSION} `));
    if (!isTold) request(reading, PERMISSION, 'permission', text);
  } else if (type === 'idle_prompt' || /waiting for your input/i.test(text)) {
    request(reading, IDLE, 'idle', text);
  } else emit(reading, { kind: 'notice', text });
}

function request(
  reading: HookReading,
  id: string,
  reason: 'permission' | 'question' | 'idle',
  text: string,
  call?: string | null,
): void {
  reading.state.claude.attention.add(id);
  emit(reading, { kind: 'attention.requested', id, reason, text, call: call ?? undefined });
}

/** Something went on: what waited for the user without a name has been answered. */
export function clearRequests(reading: HookReading): void {
  const { attention } = reading.state.claude;
  const call = waitingCall(reading, false);
  for (const id of [PERMISSION, IDLE, QUESTION, `permission ${call ?? ''}`]) {
    if (attention.delete(id)) emit(reading, { kind: 'attention.cleared', id });
  }
}
