import { app, dialog } from 'electron';
import { errorLine, messageOf } from '../../core/errors.ts';

/** The application cannot run: says why, in the terminal and in a box, and ends. */
export function reportFatal(error: unknown): void {
  process.stderr.write(`ratchet: ${errorLine(error)}\n`);
  dialog.showErrorBox('Ratchet cannot start', messageOf(error));
  app.exit(1);
}
