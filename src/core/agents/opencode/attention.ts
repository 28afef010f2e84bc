import { type JsonObject, listOf, objectOf, textOf } from '../json.ts';
import { emit } from '../reading.ts';
import { type Reading, remember } from './state.ts';

/** `permission.asked`, and `permission.updated` and `permission.v2.asked` of other versions. */
export function readPermission(reading: Reading, asked: JsonObject): void {
  const what = textOf(asked['permission']) ?? textOf(asked['type']) ?? textOf(asked['action']);
  const patterns = asked['patterns'] ?? asked['resources'] ?? asked['pattern'];
  const words = Array.isArray(patterns) ? patterns.filter((one) => typeof one === 'string') : [];
  const detail = words.length > 0 ? words.join(', ') : textOf(patterns);
  const text = textOf(asked['title']) ?? [what ?? 'permission', detail].filter(Boolean).join(': ');
  request(reading, asked, 'permission', text);
}

/** `question.asked`: the first question stands for them all. */
export function readQuestion(reading: Reading, asked: JsonObject): void {
  const questions = listOf(asked['questions']).map(objectOf);
  const first = questions[0] ?? {};
  const text = textOf(first['question']) ?? textOf(first['header']) ?? 'A question';
  const more = questions.length > 1 ? ` (and ${questions.length - 1} more)` : '';
  request(reading, asked, 'question', text + more);
}

export function readReply(reading: Reading, reply: JsonObject): void {
  const { state } = reading;
  const id = textOf(reply['requestID']) ?? textOf(reply['permissionID']) ?? textOf(reply['id']);
  if (id === undefined) {
    reading.problems.push('a reply to nothing');
    return;
  }
  remember(state.answered, id);
  if (state.attention.delete(id)) emit(reading, { kind: 'attention.cleared', id });
}

/** A call that has ended waits for nobody. */
export function clearOfCall(reading: Reading, call: string): void {
  for (const [id, waiting] of reading.state.attention) {
    if (waiting !== call) continue;
    reading.state.attention.delete(id);
    emit(reading, { kind: 'attention.cleared', id });
  }
}

function request(
  reading: Reading,
  asked: JsonObject,
  reason: 'permission' | 'question',
  text: string,
): void {
  const { state } = reading;
  const id = textOf(asked['id']);
  if (id === undefined) {
    reading.problems.push(`a ${reason} without an id`);
    return;
  }
  if (state.attention.has(id) || state.answered.has(id)) return;
  const source = objectOf(asked['tool'] ?? asked['source']);
  const call = textOf(source['callID']) ?? textOf(asked['callID']);
  state.attention.set(id, call ?? null);
  emit(reading, { kind: 'attention.requested', id, reason, text, call });
}
