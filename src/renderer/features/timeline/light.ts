import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Row } from '../plan/rows.ts';

/** What the pointer is on: its row lights its span on the timeline, and the other way round. */
interface Light {
  /** Versions of the row under the pointer; open while it goes on. */
  readonly spans: readonly { readonly from: number; readonly to: number | null }[];
  /** Key of the node that is under the pointer on the timeline. */
  readonly key: string | null;
}

export type LightStore = StoreApi<Light>;

/** The light of one build: two may be on the screen. */
export const newLight = (): LightStore => createStore<Light>(() => ({ spans: [], key: null }));

export function lightRow(light: LightStore, row: Row | null): void {
  light.setState({ spans: row ? spansOf(row) : [] });
}

export function lightNode(light: LightStore, key: string | null): void {
  if (light.getState().key !== key) light.setState({ key });
}

function spansOf(row: Row): Light['spans'] {
  if (row.kind === 'todo') return row.todo.spans;
  if (row.kind !== 'node') return [];
  const { node } = row;
  const goesOn = node.kind === 'tool' && node.outcome === null;
  return [{ from: node.from, to: goesOn ? null : node.to }];
}
