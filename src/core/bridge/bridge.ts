import type { MenuState } from '../commands/menu-state.ts';
import type { Deleted, ListedBuild, UserChange } from '../build/listed.ts';
import type { ExportAnswer, ExportForm } from '../export-answer.ts';
import type { FoundAgent, LocalAgent } from '../local-agents.ts';
import type { SettingsAnswer, SettingsChange } from '../settings/settings.ts';
import type { FaultReport, FaultRequest } from '../sync/faults/faults.ts';

/** The address of the window's page; `standard` scheme, so it has an origin of its own. */
export const appOrigin = 'app://ratchet';

/** The type of the `message` event that brings the window a fresh port, as `{ type }` with the port in `event.ports`. */
export const portMessageType = 'ratchet:port';

/** The channel on which a menu tells the window the id of a command, in that direction alone. */
export const commandChannel = 'ratchet:command';

/**
 * What a window may ask of the main process: for each fixed channel its argument and its answer. An answer is never
 * `undefined`; a failure rejects.
 */
export interface Requests {
  /** Asks for a new line to the host. The port comes by itself, as a message. */
  'ratchet:connect': { argument: null; answer: null };
  'ratchet:open-external': { argument: string; answer: null };
  'ratchet:copy-text': { argument: string; answer: null };
  /** Where a browser finds this monitor; without the key. */
  'ratchet:browser-address': { argument: null; answer: string };
  /** Lets the user say where a build is saved, and saves it there; null where the user thought better of it. */
  'ratchet:export': { argument: ExportAsked; answer: Exported | null };
  /** Opens the file of a call in the user's editor, or shows it in its folder. */
  'ratchet:open-file': { argument: OpenFile; answer: null };
  /** Lets the user choose recordings to watch; answers their paths, none if the user thought better of it. */
  'ratchet:watch-files': { argument: null; answer: string[] };
  /** Watches everything of an agent on this machine; answers what it has. */
  'ratchet:watch-agent': { argument: LocalAgent; answer: FoundAgent[] };
  /** Changes what the user says of a build; answers the build. */
  'ratchet:arrange-build': { argument: { id: string; change: UserChange }; answer: ListedBuild };
  /** Deletes a build and its sub-agents. */
  'ratchet:delete-build': { argument: string; answer: Deleted };
  /** Puts a deleted build back; answers which are back. */
  'ratchet:restore-build': { argument: string; answer: string[] };
  /** Watches nothing of an agent any longer; answers what it has. */
  'ratchet:unwatch-agent': { argument: LocalAgent; answer: FoundAgent[] };
  /** Watches a path no longer that the host was asked to watch, under this name; any other changes nothing. */
  'ratchet:unwatch': { argument: string; answer: string[] };
  /** The build that is on the screen. */
  'ratchet:shows-build': { argument: string | null; answer: null };
  'ratchet:change-settings': { argument: SettingsChange; answer: SettingsAnswer };
  /** Plays the demo build; answers its id. */
  'ratchet:play-demo': { argument: null; answer: string };
  /** Puts faults into the stream, where the host was started with them. */
  'ratchet:faults': { argument: FaultRequest; answer: FaultReport };
  /** Says what the menus may offer now. */
  'ratchet:menu-state': { argument: MenuState; answer: null };
  'ratchet:toggle-full-screen': { argument: null; answer: null };
}

/** A file, by the call that works on it: a page never names a path. */
export interface OpenFile {
  readonly build: string;
  /** The key of the call's node. */
  readonly node: string;
  readonly where: 'editor' | 'folder';
  /** A line of it, where that is not the one that the call names. */
  readonly line?: number | undefined;
}

/** A build that is to be saved. Secrets are left out. */
export interface ExportAsked {
  readonly build: string;
  readonly form: ExportForm;
}

/** What was saved. */
export interface Exported {
  /** The name of the file, without its folder. */
  readonly file: string;
  readonly answer: ExportAnswer;
}

/** The message that tells a window to open a build, with its id. */
export const openBuildType = 'ratchet:open-build';

/** The name of a request. */
export type RequestChannel = keyof Requests;

/** What the preload script puts on `window.ratchet` in the desktop window. A browser has none. */
export interface Bridge {
  readonly platform: string;
  /** Asks for a port. Each call gets a fresh one, in a `message` event of the type `portMessageType`. */
  connect(): Promise<void>;
  /** Opens a link in the system's browser; rejects what is not https on the allow-list. */
  openExternal(url: string): Promise<void>;
  copyText(text: string): Promise<void>;
  browserAddress(): Promise<string>;
  exportBuild(asked: ExportAsked): Promise<Exported | null>;
  /** Rejects where there is no such file, or no editor. */
  openFile(file: OpenFile): Promise<void>;
  watchFiles(): Promise<string[]>;
  watchAgent(agent: LocalAgent): Promise<FoundAgent[]>;
  arrangeBuild(id: string, change: UserChange): Promise<ListedBuild>;
  deleteBuild(id: string): Promise<Deleted>;
  restoreBuild(id: string): Promise<string[]>;
  unwatchAgent(agent: LocalAgent): Promise<FoundAgent[]>;
  unwatch(path: string): Promise<string[]>;
  changeSettings(change: SettingsChange): Promise<SettingsAnswer>;
  /** Calls back with the id of a build that was chosen outside the page: in a notification, in the tray. */
  onOpenBuild(open: (build: string) => void): void;
  /** Says which build is on the screen: of one that is looked at, nothing is told. */
  showsBuild(build: string | null): Promise<void>;
  playDemo(): Promise<string>;
  faults(request: FaultRequest): Promise<FaultReport>;
  menuState(state: MenuState): Promise<void>;
  toggleFullScreen(): Promise<void>;
  /** Hears what is chosen in a menu, not checked yet; gives what ends that. */
  onCommand(listener: (id: unknown) => void): () => void;
}
