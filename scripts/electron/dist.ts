/** Where an Electron was found. */
export type ElectronOrigin = 'override' | 'installed' | 'downloaded' | 'npm';

/** An unpacked Electron. */
export interface ElectronDist {
  origin: ElectronOrigin;
  /** The folder that holds it. */
  dir: string;
  /** Its executable, relative to the folder. */
  executable: string;
  version: string;
  /** One line that says what was chosen, for the user. */
  why: string;
  /** A `node_modules` with the database module made for it, where that of the checkout is too new. */
  modules?: string;
  /** False for a runtime without `default_app.asar`, which can only run an application staged into it. */
  runsFolders: boolean;
}
