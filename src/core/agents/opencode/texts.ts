import { emit } from '../reading.ts';
import { type OpenText, type Reading, remember } from './state.ts';
import { ensureTurn } from './turns.ts';

/**
 * A text as it now stands: parts are told whole, and again with every change. What is new of it is
 * appended; one that says less than is known is an old copy.
 */
export function tellText(
  reading: Reading,
  block: string,
  kind: OpenText['kind'],
  text: string,
  isOver: boolean,
): void {
  const { state } = reading;
  if (state.done.has(block)) return;
  ensureTurn(reading);
  const known = state.texts.get(block)?.text ?? '';
  if (state.format === 'opencode-export' || state.format === 'opencode-store') {
    // They may be read anew, with a text that changed: it is always told as the whole.
    const isNew = text !== '' && text !== known;
    if (isNew) emit(reading, { kind: `${kind}.appended`, block, text, replace: true });
    state.texts.set(block, { kind, text });
  } else if (text.startsWith(known)) addText(reading, block, kind, text.slice(known.length));
  else if (!known.startsWith(text)) {
    state.texts.set(block, { kind, text });
    emit(reading, { kind: `${kind}.appended`, block, text, replace: true });
  }
  if (!isOver && state.format !== 'opencode-export') return;
  state.texts.delete(block);
  remember(state.done, block);
}

/** More of a text. */
export function addText(
  reading: Reading,
  block: string,
  kind: OpenText['kind'],
  delta: string,
): void {
  const { state } = reading;
  if (state.done.has(block)) return;
  const known = state.texts.get(block);
  if (known) known.text += delta;
  else state.texts.set(block, { kind, text: delta });
  if (delta === '') return;
  ensureTurn(reading);
  emit(reading, { kind: `${known?.kind ?? kind}.appended`, block, text: delta });
}
