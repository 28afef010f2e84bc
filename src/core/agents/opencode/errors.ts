import { isObject, objectOf, textOf } from '../json.ts';
import { emit } from '../reading.ts';
import { type Reading, remember } from './state.ts';
import { ABORTED } from './turns.ts';

/**
 * An error of a message, of the session or of a run: `{name, data: {message}}`. The same error is told
 * by the message and by the session, and is shown once in a turn.
 */
export function readError(reading: Reading, error: unknown, key?: string): void {
  if (!isObject(error)) return;
  const name = textOf(error['name']) ?? textOf(error['type']);
  const message =
    textOf(objectOf(error['data'])['message']) ?? textOf(error['message']) ?? name ?? 'an error';
  const { state } = reading;
  if (key !== undefined && !remember(state.done, `error:${key}`)) return;
  if (name === ABORTED) {
    state.turn.error ??= ABORTED;
    return;
  }
  if (state.turn.error === message) return;
  state.turn.error = message;
  emit(reading, { kind: 'error', message, code: name });
}

/** The agent tries again by itself. */
export function readRetry(reading: Reading, attempt: unknown, message: string): void {
  const words = `${message} (attempt ${typeof attempt === 'number' ? attempt : '?'})`;
  if (reading.state.retry === words) return;
  reading.state.retry = words;
  emit(reading, { kind: 'error', message: words, recovering: true });
}
