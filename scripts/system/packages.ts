/** A Debian package; where releases disagree on its name, all of its names, the newest first. */
export type PackageNames = readonly [string, ...string[]];

/** What the browser tests need of the system. */
export const browserPackages: readonly PackageNames[] = [
  ['chromium'],
  // ✓ ✕ ● ◇ ▸ are in no font of a bare system.
  ['fonts-dejavu-core'],
];

/** What Electron needs of the system, with a virtual display to draw on. */
export const electronPackages: readonly PackageNames[] = [
  ['xvfb'],
  ['xauth'],
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libnss3'],
  ['libasound2t64', 'libasound2'],
  ['libgbm1'],
  ['libxss1'],
  ['libnotify4'],
  ['libsecret-1-0'],
];
