import fc from 'fast-check';
import {
  type BuildEvent,
  outcomes,
  todoStatuses,
  toolOutcomes,
} from '../../src/core/build/event.ts';

/** Few names, so that events often speak of the same thing, in any order. */
const name = fc.constantFrom('a', 'b', 'c', 'd');
const at = fc.integer({ min: 0, max: 2_000_000 });
const text = fc.string({ maxLength: 20 });
const parent = fc.option(name, { nil: undefined });
const single = fc.oneof(
  fc.record({ as: fc.constant('text' as const), text }),
  fc.record({
    as: fc.constant('json' as const),
    json: fc.constantFrom(null, 1, 'x', [1, { a: 2 }]),
  }),
);
const content = fc.oneof(
  single,
  fc.record({ as: fc.constant('parts' as const), parts: fc.array(single, { maxLength: 3 }) }),
);

const todo = fc.record(
  {
    id: name,
    text: fc.constantFrom('one', 'two', 'three'),
    status: fc.constantFrom(...todoStatuses),
  },
  { requiredKeys: ['text', 'status'] },
);

const kinds = {
  started: fc.record({ kind: fc.constant('build.started' as const), at, title: text, cwd: text }),
  ended: fc.record({
    kind: fc.constant('build.ended' as const),
    at,
    outcome: fc.constantFrom(...outcomes),
  }),
  turn: fc.record({ kind: fc.constant('turn.started' as const), at }),
  turnEnded: fc.record({
    kind: fc.constant('turn.ended' as const),
    at,
    outcome: fc.constantFrom(...outcomes),
  }),
  plan: fc.record({
    kind: fc.constant('plan.updated' as const),
    at,
    parent,
    todos: fc.array(todo, { maxLength: 5 }),
  }),
  tool: fc.record({ kind: fc.constant('tool.started' as const), at, parent, call: name, name }),
  input: fc.record({ kind: fc.constant('tool.input' as const), at, call: name, delta: text }),
  output: fc.record({ kind: fc.constant('tool.output' as const), at, call: name, output: content }),
  toolEnded: fc.record({
    kind: fc.constant('tool.ended' as const),
    at,
    call: name,
    outcome: fc.constantFrom(...toolOutcomes),
    output: content,
  }),
  text: fc.record({ kind: fc.constant('text.appended' as const), at, parent, block: name, text }),
  reasoning: fc.record({
    kind: fc.constant('reasoning.appended' as const),
    at,
    block: name,
    text,
    replace: fc.boolean(),
  }),
  child: fc.record({
    kind: fc.constant('tool.output' as const),
    at,
    call: name,
    childSession: name,
  }),
  user: fc.record({
    kind: fc.constant('user.message' as const),
    at,
    text,
    attachments: fc.array(content, { maxLength: 2 }),
  }),
  attachment: fc.record({
    kind: fc.constant('attachment.added' as const),
    at,
    parent,
    block: name,
    content,
  }),
  file: fc.record({
    kind: fc.constant('file.changed' as const),
    at,
    path: name,
    change: fc.constant('modified' as const),
    added: fc.nat(9),
    call: name,
  }),
  usage: fc.record({
    kind: fc.constant('usage' as const),
    at,
    scope: fc.constantFrom('call' as const, 'turn' as const, 'session' as const),
    key: name,
    input: fc.nat(100),
  }),
  attention: fc.record({
    kind: fc.constant('attention.requested' as const),
    at,
    id: name,
    reason: fc.constant('permission' as const),
    text,
  }),
  cleared: fc.record({ kind: fc.constant('attention.cleared' as const), at, id: name }),
  error: fc.record({ kind: fc.constant('error' as const), at, message: text }),
  notice: fc.record({ kind: fc.constant('notice' as const), at, text }),
  unrecognised: fc.record({
    kind: fc.constant('unrecognised' as const),
    at,
    format: name,
    reason: text,
    raw: content,
  }),
};

/** Any event, of every kind there is. */
export const anyEvent = fc.oneof(...Object.values(kinds)) as fc.Arbitrary<BuildEvent>;
