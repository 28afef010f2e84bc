import { flipFuses, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';

/** The name of a switch that is burnt into the Electron binary. */
export type FuseName = keyof typeof FuseV1Options;

/**
 * The fuses of the packaged application, all of them, so that none is left to the default of a release.
 */
export const fuseTable: Readonly<Record<FuseName, boolean>> = {
  // ELECTRON_RUN_AS_NODE would make of the application a Node that runs anything.
  RunAsNode: false,
  // The window keeps no cookie; encrypting none would only ask the user for the key ring.
  EnableCookieEncryption: false,
  // NODE_OPTIONS could load code before ours.
  EnableNodeOptionsEnvironmentVariable: false,
  // On, because Playwright drives the application through --inspect. The one fuse that a release for users would turn off.
  EnableNodeCliInspectArguments: true,
  // Both are about asar archives; the application is a folder, so that its database module can be loaded from it.
  EnableEmbeddedAsarIntegrityValidation: false,
  OnlyLoadAppFromAsar: false,
  // There is no snapshot of our own. Cypress has one, and it must not be run in our main process.
  LoadBrowserProcessSpecificV8Snapshot: false,
  // The window is served from app://, no page needs file://.
  GrantFileProtocolExtraPrivileges: false,
};

const names = Object.keys(fuseTable).filter((name): name is FuseName => name in FuseV1Options);
// As written in the binary: the characters 0 and 1.
const off = 0x30;
const on = 0x31;

/** Sets every fuse of the table in this executable, which must not be running. */
export async function setFuses(executable: string): Promise<void> {
  await flipFuses(executable, {
    version: FuseVersion.V1,
    ...Object.fromEntries(names.map((name) => [FuseV1Options[name], fuseTable[name]])),
  });
}

/** Reads the fuses of an executable: on, off, or undefined where this Electron does not have the fuse. */
export async function readFuses(
  executable: string,
): Promise<ReadonlyMap<FuseName, boolean | undefined>> {
  const wire = await getCurrentFuseWire(executable);
  return new Map(
    names.map((name) => {
      const byte: number | undefined = wire[FuseV1Options[name]];
      return [name, byte === on ? true : byte === off ? false : undefined];
    }),
  );
}

/** Whether an executable has all its fuses as the table says. */
export async function hasFuses(executable: string): Promise<boolean> {
  const found = await readFuses(executable);
  return names.every((name) => found.get(name) === fuseTable[name]);
}
