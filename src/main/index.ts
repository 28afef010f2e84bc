import { app, protocol } from 'electron';
import { appScheme } from './shell/app-protocol.ts';
import { runApplication } from './shell/application.ts';
import { guardContents } from './shell/guards.ts';
import { reportFatal } from './shell/fatal.ts';

// Electron's entry. All of this must be in place before Electron is ready.
guardContents();
protocol.registerSchemesAsPrivileged([appScheme]);

if (app.requestSingleInstanceLock()) {
  app.whenReady().then(runApplication).catch(reportFatal);
} else {
  // The first instance shows its window.
  app.quit();
}
