import { type JsonObject, objectOf, textOf } from '../json.ts';
import { firstLine } from '../text.ts';
import { type AcpReading, emit } from './state.ts';
import { ensureTurn } from './turns.ts';

/**
 * `subagent_update`: a sub-agent with a session of its own. A call stands for it, under which
 * everything of that session is put; it ends when the sub-agent is idle.
 */
export function readChild(reading: AcpReading, update: JsonObject, parent?: string): boolean {
  const { state } = reading;
  const session = textOf(update['sessionId']);
  if (session === undefined) return false;
  const call = `session ${session}`;
  const target = textOf(update['title']) ?? textOf(update['description']);
  if (!state.children.has(session)) {
    ensureTurn(reading);
    state.children.set(session, call);
    const words = target === undefined ? undefined : firstLine(target);
    emit(reading, { kind: 'tool.started', call, name: 'subagent', target: words, parent });
  }
  readChildState(reading, session, objectOf(update['state']));
  return true;
}

/** A sub-agent that is idle has done what it was asked. */
export function readChildState(reading: AcpReading, session: string, given: JsonObject): void {
  const call = reading.state.children.get(session);
  if (call === undefined || given['state'] !== 'idle') return;
  const reason = textOf(given['stopReason']);
  const failed = reason === 'error' || reason === 'refusal';
  const outcome = reason === 'cancelled' ? 'interrupted' : failed ? 'failed' : 'succeeded';
  emit(reading, { kind: 'tool.ended', call, outcome, error: failed ? reason : undefined });
}
