import { createStore, type StoreApi } from 'zustand/vanilla';
import type { WatchedBuild } from '../watch/watched-build.ts';
import type { Address } from './address.ts';
import type { Shelf } from './shelf.ts';
import * as change from './workspace-view.ts';
import { emptyWorkspace, focusedId, type WorkspaceView } from './workspace-view.ts';

/** How a build is opened: in the pane that has the focus, kept there, in a tab behind, or beside. */
export type Way = 'here' | 'kept' | 'behind' | 'beside';

/** Which builds are open, which of them are on the screen, and the way between them. */
export class Workspace {
  readonly store: StoreApi<WorkspaceView> = createStore(() => emptyWorkspace);
  readonly #shelf: Shelf<WatchedBuild>;
  readonly #address: Address;
  readonly #remember: (view: WorkspaceView) => void;

  constructor(
    shelf: Shelf<WatchedBuild>,
    address: Address,
    remember: (view: WorkspaceView) => void,
  ) {
    this.#shelf = shelf;
    this.#address = address;
    this.#remember = remember;
    address.onMove((place) => this.#set(change.at(this.store.getState(), place), 'there'));
  }

  /** Takes up what was open the last time. */
  begin(view: WorkspaceView): void {
    this.#set(view, 'instead');
  }

  build(id: string): WatchedBuild {
    return this.#shelf.get(id);
  }

  /** The build that keys, the list and the inspector speak of. */
  get focused(): WatchedBuild | null {
    const id = focusedId(this.store.getState());
    return id === null ? null : this.build(id);
  }

  open(id: string, way: Way = 'here'): void {
    const view = this.store.getState();
    switch (way) {
      case 'here':
        return this.#set(change.opened(view, id));
      case 'kept':
        return this.#set(change.kept(change.opened(view, id), id));
      case 'behind':
        return this.#set(change.openedBehind(view, id));
      case 'beside':
        return this.#set(change.split(view, id));
    }
  }

  /** Opens what nobody has asked for: Back does not lead to before it. */
  openUnasked(id: string): void {
    this.#set(change.opened(this.store.getState(), id), 'instead');
  }

  keep(id: string): void {
    this.#set(change.kept(this.store.getState(), id));
  }

  close(id: string): void {
    this.#set(change.closed(this.store.getState(), id));
  }

  closeFocused(): void {
    const id = focusedId(this.store.getState());
    if (id !== null) this.close(id);
  }

  /** To the next or the one before of the open builds. */
  step(by: 1 | -1): void {
    this.#set(change.stepped(this.store.getState(), by));
  }

  unsplit(pane?: 0 | 1): void {
    this.#set(change.unsplit(this.store.getState(), pane));
  }

  focus(pane: 0 | 1): void {
    this.#set(change.focused(this.store.getState(), pane));
  }

  focusOther(): void {
    this.focus(this.store.getState().focus === 0 ? 1 : 0);
  }

  compare(compares: boolean): void {
    this.#set(change.compared(this.store.getState(), compares));
  }

  /** Shows another build beside, and compares the two. */
  compareWith(id: string): void {
    this.#set(change.compared(change.split(this.store.getState(), id), true));
  }

  forget(gone: ReadonlySet<string>): void {
    this.#set(change.without(this.store.getState(), gone), 'instead');
  }

  #set(view: WorkspaceView, address: 'further' | 'instead' | 'there' = 'further'): void {
    if (view === this.store.getState()) return;
    // Before the screen asks for them.
    this.#shelf.show(view.shown);
    this.store.setState(view, true);
    this.#remember(view);
    if (address !== 'there') this.#address.write(view, address);
  }
}
