import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { app, type BrowserWindow, dialog, type SaveDialogOptions } from 'electron';
import { appOrigin, type ExportAsked, type Exported } from '../../core/bridge/bridge.ts';
import { messageOf, RatchetError } from '../../core/errors.ts';
import { endings, EXPORT_HEADER, exportAnswerSchema } from '../../core/export-answer.ts';
import type { Host } from '../host/host-types.ts';
import { discard, type HostResponse } from '../host/server/response.ts';

const names = {
  bundle: 'Ratchet bundle',
  html: 'HTML page',
  ndjson: 'Events, one a line',
} as const;

/**
 * Saves a build where the user says; null where the user thought better of it. The page says which build and
 * in what form, and never where.
 * @throws RatchetError `unknown-build`, `not-written`
 */
export async function saveExport(
  host: Host,
  { build, form }: ExportAsked,
  window: BrowserWindow | null,
): Promise<Exported | null> {
  const path = `/v1/builds/${encodeURIComponent(build)}/export?as=${form}`;
  const response = await host.get(new URL(path, `${appOrigin}/`));
  if (response.status !== 200) {
    throw new RatchetError(
      'not-written',
      'This build cannot be exported now. Nothing was written.',
    );
  }
  const answer = exportAnswerSchema.parse(JSON.parse(response.headers[EXPORT_HEADER] ?? 'null'));
  const options: SaveDialogOptions = {
    title: 'Export the build',
    defaultPath: join(app.getPath('downloads'), answer.name),
    filters: [{ name: names[form], extensions: [endings[form]] }],
  };
  const { canceled, filePath } =
    window === null
      ? await dialog.showSaveDialog(options)
      : await dialog.showSaveDialog(window, options);
  if (canceled || filePath === '') {
    await discard(response);
    return null;
  }
  await write(filePath, response.body);
  return { file: basename(filePath), answer };
}

/** A file that is there as a whole or not at all. */
async function write(path: string, body: HostResponse['body']): Promise<void> {
  const part = `${path}.${randomBytes(4).toString('hex')}.part`;
  try {
    const content = typeof body === 'string' || body instanceof Uint8Array ? [body] : body;
    await pipeline(Readable.from(content), createWriteStream(part, { flags: 'wx' }));
    await rename(part, path);
  } catch (cause) {
    throw new RatchetError(
      'not-written',
      `${basename(path)} could not be written: ${messageOf(cause)}. What is recorded is safe.`,
      { cause },
    );
  } finally {
    await rm(part, { force: true });
  }
}
