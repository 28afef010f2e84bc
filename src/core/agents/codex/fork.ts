import { type JsonObject, objectOf, textOf, timeOf } from '../json.ts';
import { emit } from '../reading.ts';
import { type Reading } from './state.ts';

/** Lines that were copied are written in one go; a longer pause means that the thread lives. */
const PAUSE = 1000;

/**
 * The thread of which this one is a fork or a sub-agent, as its own meta says; its file may begin
 * with the parent's history, stamped anew, before its own turns.
 */
export function parentOf(meta: JsonObject): string | undefined {
  return textOf(meta['forked_from_id']) ?? callerOf(meta);
}

/** The thread that this one is a sub-agent of; a fork goes its own way, and has none. */
export function callerOf(meta: JsonObject): string | undefined {
  const source = objectOf(meta['source']);
  const subagent = source['subagent'] ?? source['subAgent'];
  const spawn = objectOf(objectOf(subagent)['thread_spawn'] ?? objectOf(subagent)['threadSpawn']);
  return (
    textOf(spawn['parent_thread_id']) ??
    textOf(spawn['parentThreadId']) ??
    textOf(meta['parent_thread_id']) ??
    textOf(meta['parentThreadId']) ??
    // Reviews and the like, which are told without a parent of their own.
    (subagent === undefined ? undefined : textOf(meta['forked_from_id'] ?? meta['forkedFromId']))
  );
}

/** Notes that history may follow. */
export function beginFork(reading: Reading, meta: JsonObject): void {
  const parent = parentOf(meta);
  const thread = textOf(meta['id']);
  if (parent === undefined || thread === undefined) return;
  const { at } = reading;
  const born = timeOf(meta['timestamp']) ?? at;
  reading.state.fork = { parent, thread, born, last: at, passed: 0 };
  const { thread_spawn: spawn } = objectOf(objectOf(objectOf(meta['source'])['subagent']));
  const { agent_nickname: name, agent_role: role } = objectOf(spawn);
  const who = [textOf(name), textOf(role)].filter((word) => word !== undefined).join(', ');
  const what = spawn === undefined ? 'Fork' : `Sub-agent${who === '' ? '' : ` (${who})`}`;
  emit(reading, { kind: 'notice', text: `${what} of thread ${parent}` });
}

/**
 * Whether this line is the parent's history, which the parent's own build shows. It ends with the
 * first turn that began after the thread did (what a turn says of itself is not stamped anew), with a
 * line written clearly later, or where lines keep their old times and one is newer than the thread.
 */
export function isHistory(reading: Reading, type: string, payload: JsonObject): boolean {
  const { fork } = reading.state;
  if (!fork) return false;
  const { at } = reading;
  const began = beginningOf(type, payload);
  const isOwn = began !== undefined && began >= fork.born - (began % 1000 === 0 ? 999 : 0);
  const isLater = at - fork.last >= PAUSE && at > fork.born && began === undefined;
  if (isOwn || isLater) {
    reading.state.fork = null;
    if (fork.passed > 0) {
      const text = `${fork.passed} records of its history are not shown again`;
      emit(reading, { kind: 'notice', text });
    }
    return false;
  }
  fork.last = Math.max(fork.last, at);
  fork.passed += 1;
  return true;
}

/** When the turn of this line began, in milliseconds, if the line says so. */
function beginningOf(type: string, payload: JsonObject): number | undefined {
  const kind = textOf(payload['type']);
  const isStart = kind === 'task_started' || kind === 'turn_started';
  if (!isStart && type !== 'turn_context') return undefined;
  const id = textOf(payload['turn_id']);
  const started = payload['started_at'];
  const seconds = typeof started === 'number' ? started * 1000 : undefined;
  return (id === undefined ? undefined : timeOfId(id)) ?? seconds;
}

/** Ids of version 7 begin with the milliseconds at which they were made. */
function timeOfId(id: string): number | undefined {
  const [, high, low] = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-/i.exec(id) ?? [];
  return high === undefined || low === undefined ? undefined : Number.parseInt(high + low, 16);
}
