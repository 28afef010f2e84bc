import { app, dialog } from 'electron';

/** The application cannot run: says why, in the terminal and in a box, and ends. */
export function reportFatal(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`ratchet: ${message}\n`);
  dialog.showErrorBox('Ratchet cannot start', message);
  app.exit(1);
}
