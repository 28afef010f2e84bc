import { countOf, type JsonObject, listOf, objectOf, textOf } from '../json.ts';
import { learn } from '../reading.ts';
import { callerOf } from './fork.ts';
import { readItem } from './items.ts';
import { learnFirst, type Reading } from './state.ts';
import { endTurn, startTurn, tellError } from './turns.ts';

/** What is told of a thread when it starts or is resumed: itself, and its history if that is sent. */
export function readThread(reading: Reading, thread: JsonObject, about: JsonObject): void {
  learnFirst(reading, 'session', textOf(thread['id']));
  learnFirst(reading, 'parentSession', callerOf(thread));
  learnFirst(reading, 'cwd', textOf(thread['cwd']) ?? textOf(about['cwd']));
  learn(reading, 'model', textOf(about['model']));
  learn(reading, 'agentVersion', textOf(thread['cliVersion']));
  const name = textOf(thread['name']) ?? textOf(thread['threadName']);
  if (name === undefined) learnFirst(reading, 'title', textOf(thread['preview']));
  else learn(reading, 'title', name);
  for (const value of listOf(thread['turns'])) {
    const turn = objectOf(value);
    const id = textOf(turn['id']);
    if (id === undefined || reading.state.turns.has(id)) continue;
    startTurn(reading, id);
    for (const item of listOf(turn['items'])) readItem(reading, item, 'completed');
    readTurnEnd(reading, turn);
  }
}

/** The end of a turn, if it has ended: `{id, status, error}`. */
export function readTurnEnd(reading: Reading, turn: JsonObject): void {
  const id = textOf(turn['id']);
  const status = textOf(turn['status']);
  if (status === 'inProgress' || reading.state.turns.get(id ?? '') === 'ended') return;
  const durationMs = countOf(turn['durationMs']);
  if (status === 'failed') {
    const reason = textOf(objectOf(turn['error'])['message']) ?? 'the turn failed';
    tellError(reading, reason);
    endTurn(reading, id, { outcome: 'failed', reason, durationMs });
  } else if (status === 'interrupted') {
    endTurn(reading, id, { outcome: 'cancelled', reason: 'interrupted', durationMs });
  } else endTurn(reading, id, { outcome: 'succeeded', durationMs });
}
