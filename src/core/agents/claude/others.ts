import { countOf, listOf, objectOf, textOf } from '../json.ts';
import { clip, firstLine } from '../text.ts';
import { toolTarget } from '../tool-target.ts';
import { picturesIn, withPictures } from '../pictures.ts';
import { emit } from '../reading.ts';
import { hiddenAttachments } from './hidden-attachments.ts';
import { attachmentSchema, reasonOf } from './schemas.ts';
import { learnTitle, type Reading, titleRanks } from './state.ts';
import { isTaskNotice, parseTaskNotice, readTaskNotice } from './tasks.ts';
import { clearAttention, requestAttention } from './turns.ts';

/** Records of the smaller types, by type. */
export const otherReaders = new Map<string, (reading: Reading) => void>(
  Object.entries({
    summary: (reading: Reading) => {
      const { record, state } = reading;
      const leaf = textOf(record['leafUuid']);
      // At the head of a file stand summaries of the conversations that this one goes on from.
      const isOwn = leaf !== undefined && state.seen.has(leaf);
      const rank = isOwn ? titleRanks.summary : titleRanks.foreignSummary;
      learnTitle(reading, textOf(record['summary']), rank);
    },
    'ai-title': (reading: Reading) =>
      learnTitle(
        reading,
        textOf(reading.record['aiTitle'] ?? reading.record['title']),
        titleRanks.ai,
      ),
    'custom-title': (reading: Reading) =>
      learnTitle(reading, textOf(reading.record['customTitle']), titleRanks.custom),
    'queue-operation': (reading: Reading) => {
      const content = textOf(reading.record['content']) ?? '';
      if (isTaskNotice(content) && reading.record['operation'] === 'enqueue') {
        readTaskNotice(reading, parseTaskNotice(content));
      }
    },
    attachment: readAttachment,
    rate_limit_event: readRateLimit,
    tool_use_summary: (reading: Reading) => {
      const text = textOf(reading.record['summary']);
      if (text !== undefined) emit(reading, { kind: 'notice', parent: reading.parent, text });
    },
    auth_status: (reading: Reading) => {
      const message = textOf(reading.record['error']);
      if (message !== undefined) emit(reading, { kind: 'error', message, code: 'auth' });
    },
    conversation_reset: (reading: Reading) =>
      emit(reading, { kind: 'notice', text: 'A new conversation was begun' }),
    control_request: readControl,
    control_response: (reading: Reading) => {
      const id = textOf(objectOf(reading.record['response'])['request_id']);
      if (id !== undefined) clearAttention(reading, id);
    },
    control_cancel_request: (reading: Reading) => {
      const id = textOf(reading.record['request_id']);
      if (id !== undefined) clearAttention(reading, id);
    },
  }),
);

function readAttachment(reading: Reading): void {
  const parsed = attachmentSchema.safeParse(reading.record);
  if (!parsed.success) {
    reading.problems.push(reasonOf(parsed.error));
    return;
  }
  const { attachment } = parsed.data;
  const { parent } = reading;
  switch (attachment.type) {
    case 'queued_command': {
      // What the user typed while the agent worked; it belongs to the turn that is on.
      const prompt = attachment['prompt'];
      const texts = listOf(prompt).flatMap((block) => textOf(objectOf(block)['text']) ?? []);
      const text = textOf(prompt) ?? texts.join('\n');
      if (isTaskNotice(text)) {
        readTaskNotice(reading, parseTaskNotice(text));
      } else if (text !== '') {
        const pictures = withPictures(picturesIn(listOf(prompt)));
        emit(reading, { kind: 'user.message', parent, id: reading.uuid, text, ...pictures });
      }
      return;
    }
    case 'hook_blocking_error':
    case 'hook_stopped_continuation': {
      const error = textOf(objectOf(attachment['blockingError'])['blockingError']);
      const text = error ?? textOf(attachment['message']) ?? attachment.type;
      emit(reading, { kind: 'notice', parent, text: `A hook stopped the agent: ${text}` });
      return;
    }
    case 'max_turns_reached':
      emit(reading, { kind: 'notice', parent, text: 'The limit of turns was reached' });
      return;
    default:
      if (!hiddenAttachments.has(attachment.type)) {
        reading.problems.push(`unknown attachment ${attachment.type}`);
      }
  }
}

function readRateLimit(reading: Reading): void {
  const info = objectOf(reading.record['rate_limit_info']);
  const status = textOf(info['status']);
  if (status === undefined || status === 'allowed') return;
  const limit = textOf(info['rateLimitType']) ?? 'rate';
  const used = countOf(info['utilization']);
  if (status === 'rejected') {
    emit(reading, { kind: 'error', message: `The ${limit} limit is reached`, code: 'rate_limit' });
  } else {
    const share = used === undefined ? '' : ` (${used} % used)`;
    emit(reading, { kind: 'notice', text: `Near the ${limit} limit${share}` });
  }
}

/** The program around the agent is asked whether a tool may run. */
function readControl(reading: Reading): void {
  const id = textOf(reading.record['request_id']);
  const request = objectOf(reading.record['request']);
  if (id === undefined || request['subtype'] !== 'can_use_tool') return;
  const name = textOf(request['tool_name']) ?? 'a tool';
  const target = toolTarget(request['input']);
  requestAttention(reading, {
    id,
    reason: 'permission',
    text: clip(firstLine(target === undefined ? name : `${name}: ${target}`, 400), 400),
    call: textOf(request['tool_use_id']),
  });
}
