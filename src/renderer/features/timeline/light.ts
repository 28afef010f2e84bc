import { createStore } from 'zustand/vanilla';
import type { Row } from '../plan/rows.ts';

/** What the pointer is on: its row lights its span on the timeline, and the other way round. */
interface Light {
  /** Versions of the row under the pointer; open while it goes on. */
  readonly spans: readonly { readonly from: number; readonly to: number | null }[];
  /** Key of the node that is under the pointer on the timeline. */
  readonly key: string | null;
}

export const lightStore = createStore<Light>(() => ({ spans: [], key: null }));

export function lightRow(row: Row | null): void {
  lightStore.setState({ spans: row ? spansOf(row) : [] });
}

export function lightNode(key: string | null): void {
  if (lightStore.getState().key !== key) lightStore.setState({ key });
}

function spansOf(row: Row): Light['spans'] {
  if (row.kind === 'todo') return row.todo.spans;
  if (row.kind !== 'node') return [];
  const { node } = row;
  const goesOn = node.kind === 'tool' && node.outcome === null;
  return [{ from: node.from, to: goesOn ? null : node.to }];
}
