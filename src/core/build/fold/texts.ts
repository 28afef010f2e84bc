import type { BuildEventOf } from '../event.ts';
import { BLOCK_LIMIT, type BuildState, type TextNode } from '../state.ts';
import { addNode, findNode, placeOf, setNode } from './nodes.ts';

/** Adds to a block of text or reasoning, or makes it. */
export function appendText(
  state: BuildState,
  kind: TextNode['kind'],
  event: BuildEventOf<'text.appended'> | BuildEventOf<'reasoning.appended'>,
): BuildState {
  const key = `${kind}:${event.block}`;
  const found = findNode(state, key);
  if (found?.node.kind !== kind) {
    return addNode(state, {
      ...placeOf(state, event.parent, event.at),
      kind,
      key,
      block: event.block,
      text: event.text.slice(0, BLOCK_LIMIT),
      length: event.text.length,
    });
  }
  const { node, position } = found;
  const before = event.replace ? '' : node.text;
  const text = before.length >= BLOCK_LIMIT ? before : (before + event.text).slice(0, BLOCK_LIMIT);
  return setNode(state, position, {
    ...node,
    text,
    length: (event.replace ? 0 : node.length) + event.text.length,
    to: state.version + 1,
    endAt: event.at,
  });
}
