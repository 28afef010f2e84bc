import { describe, expect, it } from 'vitest';
import { Session } from '../../../test/support/agents.ts';
import { type Todo, todoFormats } from '../../../test/support/todo-lists.ts';
import { adapterFor } from './registry.ts';

/** TODO lists as they change in life, in every format that has them: what is shown is the last one told. */

const many = Array.from({ length: 200 }, (_, index): Todo => ({
  text: `Item ${index}`,
  status: index < 100 ? 'completed' : 'pending',
}));
const [dig, sow, water]: Todo[] = [
  { text: 'Dig', status: 'completed' },
  { text: 'Sow', status: 'in_progress' },
  { text: 'Water', status: 'pending' },
];
const lists: readonly (readonly [string, readonly (Todo | undefined)[]])[] = [
  ['a first list', [dig, sow, water]],
  ['another order', [water, dig, sow]],
  ['an item renamed in its place', [water, { text: 'Dig deeper', status: 'in_progress' }, sow]],
  ['a shorter list', [sow]],
  ['two active items', [sow, { text: 'Rake', status: 'in_progress' }]],
  ['the same text twice', [sow, water, water]],
  ['nothing', []],
  ['200 items', many],
  ['the first list again', [dig, sow, water]],
];

const shown = { pending: 'pending', in_progress: 'active', completed: 'done' } as const;

describe.each(todoFormats)('%s', (format, tell) => {
  it.each([...lists.keys()])('shows the last list (%i)', (upTo) => {
    const adapter = adapterFor(format);
    if (!adapter) throw new Error(format);
    const session = new Session(adapter);
    let last: Todo[] = [];
    for (const [turn, [, list]] of lists.slice(0, upTo + 1).entries()) {
      last = list.flatMap((todo) => todo ?? []);
      session.read(...tell(last, turn));
    }
    const { todos } = session.build;
    expect(session.of('unrecognised')).toEqual([]);
    const present = todos.filter(({ droppedIn }) => droppedIn === null);
    expect(present.map(({ text, status }) => ({ text, status }))).toEqual(
      last.map(({ text, status }) => ({ text, status: shown[status] })),
    );
  });
});

it('codex-exec-json knows only what is done: the first item that is not may be the active one', () => {
  const adapter = adapterFor('codex-exec-json');
  if (!adapter) throw new Error('codex-exec-json');
  const session = new Session(adapter);
  session.read({ type: 'thread.started', thread_id: 's' }, { type: 'turn.started' });
  for (const [, list] of lists) {
    const items = list.flatMap((todo) =>
      todo ? [{ text: todo.text, completed: todo.status === 'completed' }] : [],
    );
    session.read({ type: 'item.updated', item: { id: 'item_1', type: 'todo_list', items } });
    const { todos } = session.build;
    const present = todos.filter(({ droppedIn }) => droppedIn === null);
    expect(present.map(({ text, status }) => [text, status === 'done'])).toEqual(
      items.map(({ text, completed }) => [text, completed]),
    );
  }
});
