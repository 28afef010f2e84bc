import { isPicture } from '../content.ts';
import type { BuildEventOf } from '../event.ts';
import { BLOCK_LIMIT, type BuildState } from '../state.ts';
import { addNode, findNode, placeOf } from './nodes.ts';

/** Folds of what is said once and never changes: messages, errors, notices, unknown records. */

export function addUserMessage(state: BuildState, event: BuildEventOf<'user.message'>): BuildState {
  const key = event.id === undefined ? `user:v${state.version + 1}` : `user:id:${event.id}`;
  if (findNode(state, key)) return state;
  const added = addNode(state, {
    ...placeOf(state, event.parent, event.at),
    kind: 'user',
    key,
    text: event.text.slice(0, BLOCK_LIMIT),
    length: event.text.length,
    images: event.images ?? event.attachments?.filter(isPicture).length ?? 0,
    attachments: event.attachments ?? [],
  });
  return { ...added, counts: { ...state.counts, messages: state.counts.messages + 1 } };
}

export function addAttachment(
  state: BuildState,
  event: BuildEventOf<'attachment.added'>,
): BuildState {
  const key = `attachment:${event.block}`;
  if (findNode(state, key)) return state;
  return addNode(state, {
    ...placeOf(state, event.parent, event.at),
    kind: 'attachment',
    key,
    name: event.name ?? null,
    content: event.content,
  });
}

export function addError(state: BuildState, event: BuildEventOf<'error'>): BuildState {
  const added = addNode(state, {
    ...placeOf(state, event.parent, event.at),
    kind: 'error',
    key: `error:v${state.version + 1}`,
    message: event.message,
    code: event.code ?? null,
    recovering: event.recovering ?? false,
  });
  const errors = state.counts.errors + (event.recovering ? 0 : 1);
  return { ...added, counts: { ...state.counts, errors } };
}

export function addNotice(state: BuildState, event: BuildEventOf<'notice'>): BuildState {
  return addNode(state, {
    ...placeOf(state, event.parent, event.at),
    kind: 'notice',
    key: `notice:v${state.version + 1}`,
    text: event.text,
  });
}

export function addUnrecognised(
  state: BuildState,
  event: BuildEventOf<'unrecognised'>,
): BuildState {
  const added = addNode(state, {
    ...placeOf(state, undefined, event.at),
    kind: 'unrecognised',
    key: `unrecognised:v${state.version + 1}`,
    format: event.format,
    reason: event.reason,
    raw: event.raw,
  });
  const unrecognised = state.counts.unrecognised + 1;
  return { ...added, counts: { ...state.counts, unrecognised } };
}
