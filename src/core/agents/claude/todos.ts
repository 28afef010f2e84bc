import type { PlanItem } from '../../build/event.ts';
import { isObject, type JsonObject, listOf, objectOf, textOf } from '../json.ts';
import { makeItem, planItems, todoStatus } from '../plan-items.ts';
import { emit } from '../reading.ts';
import { type OpenCall, type Reading } from './state.ts';

/**
 * TODO lists. `TodoWrite` gives the whole list and takes effect when it is called, because that is
 * when the agent moves on; a failed call is taken back. The Task tools change single items and take
 * effect with their result, because only that has the id of a new item.
 */
export const todoTools: ReadonlySet<string> = new Set(['TodoWrite', 'TaskCreate', 'TaskUpdate']);
const taskTools: ReadonlySet<string> = new Set(['TaskCreate', 'TaskUpdate', 'TaskList', 'TaskGet']);

/** Tools whose results are read with their input. */
export const keepsInput = (name: string): boolean => name === 'TodoWrite' || taskTools.has(name);

export function todosCalled(reading: Reading, call: OpenCall, input: JsonObject): void {
  if (call.name !== 'TodoWrite') return;
  const items = planItems(input['todos']);
  if (!items) return;
  const scope = reading.parent ?? '';
  call.undo = reading.state.lists.get(scope) ?? [];
  setList(reading, scope, items);
}

export function todosAnswered(
  reading: Reading,
  call: OpenCall,
  answer: { failed: boolean; structured: unknown; text: string },
): void {
  const scope = call.parent ?? '';
  const result = objectOf(answer.structured);
  if (call.name === 'TodoWrite') {
    const stands = reading.state.lists.get(scope) ?? [];
    if (answer.failed && call.undo) setList(reading, scope, takenBack(call, call.undo, stands));
    const confirmed = planItems(result['newTodos']);
    if (!answer.failed && confirmed && !sameItems(confirmed, stands)) {
      setList(reading, scope, confirmed);
    }
    return;
  }
  if (answer.failed || result['success'] === false) return;
  const input = call.input ?? {};
  switch (call.name) {
    case 'TaskCreate':
      createTask(reading, scope, input, result, answer.text);
      break;
    case 'TaskUpdate':
      updateTask(reading, scope, input, result);
      break;
    case 'TaskList':
      listTasks(reading, scope, result);
      break;
    case 'TaskGet':
      if (isObject(result['task'])) putTask(reading, scope, result['task']);
      break;
  }
}

/** The list before a call that failed, and what other calls have added to it since. */
function takenBack(
  call: OpenCall,
  before: readonly PlanItem[],
  stands: readonly PlanItem[],
): PlanItem[] {
  const own = planItems(objectOf(call.input)['todos']) ?? [];
  const known = new Set([...own, ...before].map((item) => JSON.stringify(item)));
  return [...before, ...stands.filter((item) => !known.has(JSON.stringify(item)))];
}

function createTask(
  reading: Reading,
  scope: string,
  input: JsonObject,
  result: JsonObject,
  text: string,
): void {
  const task = objectOf(result['task']);
  const id = idOf(task['id']) ?? /Task #(\S+) created/.exec(text)?.[1];
  const subject = textOf(input['subject']) ?? textOf(task['subject']);
  if (id === undefined || subject === undefined) return;
  put(reading, scope, makeItem(subject, 'pending', id, textOf(input['activeForm'])));
}

function updateTask(reading: Reading, scope: string, input: JsonObject, result: JsonObject): void {
  const id = idOf(input['taskId']) ?? idOf(result['taskId']);
  if (id === undefined) return;
  // A sub-agent may tick an item of the main list; one with a list of its own ticks its own.
  const owner = has(reading, scope, id) || !has(reading, '', id) ? scope : '';
  const before = (reading.state.lists.get(owner) ?? []).find((item) => item.id === id);
  const status = textOf(input['status']) ?? textOf(objectOf(result['statusChange'])['to']);
  if (status === 'deleted') {
    const list = reading.state.lists.get(owner) ?? [];
    if (before)
      setList(
        reading,
        owner,
        list.filter((item) => item !== before),
      );
    return;
  }
  const after = makeItem(
    textOf(input['subject']) ?? before?.text ?? `Task #${id}`,
    status === undefined ? (before?.status ?? 'pending') : todoStatus(status),
    id,
    textOf(input['activeForm']) ?? before?.activeText,
  );
  if (!before || !sameItems([before], [after])) put(reading, owner, after);
}

/** The list as it stands in truth: what was missed (attached late) is made up for. */
function listTasks(reading: Reading, scope: string, result: JsonObject): void {
  if (!Array.isArray(result['tasks'])) return;
  const before = reading.state.lists.get(scope) ?? [];
  const items = listOf(result['tasks']).flatMap((task) => {
    const item = itemOf(objectOf(task), before);
    return item ? [item] : [];
  });
  if (!sameItems(items, before)) setList(reading, scope, items);
}

function putTask(reading: Reading, scope: string, task: JsonObject): void {
  const before = reading.state.lists.get(scope) ?? [];
  const item = itemOf(task, before);
  const known = before.find(({ id }) => id === item?.id);
  if (item && !(known && sameItems([known], [item]))) put(reading, scope, item);
}

function itemOf(task: JsonObject, before: readonly PlanItem[]): PlanItem | null {
  const id = idOf(task['id']);
  const subject = textOf(task['subject']);
  if (id === undefined || subject === undefined) return null;
  const known = before.find((item) => item.id === id);
  return makeItem(subject, todoStatus(task['status']), id, known?.activeText);
}

const idOf = (value: unknown) => (typeof value === 'number' ? String(value) : textOf(value));

function has({ state }: Reading, scope: string, id: string): boolean {
  return (state.lists.get(scope) ?? []).some((item) => item.id === id);
}

function put(reading: Reading, scope: string, item: PlanItem): void {
  const list = reading.state.lists.get(scope) ?? [];
  const known = list.some(({ id }) => id === item.id);
  const next = known ? list.map((old) => (old.id === item.id ? item : old)) : [...list, item];
  setList(reading, scope, next);
}

function setList(reading: Reading, scope: string, items: readonly PlanItem[]): void {
  reading.state.lists.set(scope, items);
  const parent = scope === '' ? undefined : scope;
  emit(reading, { kind: 'plan.updated', parent, todos: [...items] });
}

const sameItems = (left: readonly PlanItem[], right: readonly PlanItem[]) =>
  JSON.stringify(left) === JSON.stringify(right);
