import { resolve } from 'node:path';
import { RatchetError } from '../../../core/errors.ts';
import { type ImportReport, importReportSchema } from '../../../main/host/ingest/import/report.ts';
import { askLines } from '../../ask-lines.ts';
import { isBundle } from '../../bundle.ts';
import { exitCodes } from '../../exit-codes.ts';
import { findOrStartHost, type HostLink } from '../../host-link.ts';
import { stopSignal } from '../../signals.ts';
import { openBundles } from './bundles.ts';
import { Progress } from './progress.ts';
import { progressOf, summaryOf } from './words.ts';

interface ImportOptions {
  readonly format?: string;
  readonly json?: boolean;
}

/**
 * `ratchet import`: the running host, or one that ends with it, reads old sessions to their end, and
 * brings bundles back as builds.
 */
export async function importSessions(paths: string[], options: ImportOptions): Promise<void> {
  const stopping = stopSignal();
  const { bundles, sessions } = await sorted(paths);
  const link = await findOrStartHost();
  try {
    await openBundles(link, bundles, options);
    if (sessions.length === 0) return;
    const last = await follow(link, sessions, options, stopping.signal);
    if (stopping.signal.aborted) sayStopped(last);
    else tell(last, options);
  } finally {
    await link.close();
    stopping.off();
  }
}

/** What cannot be read is left to the host, which says so of each file. */
async function sorted(paths: readonly string[]) {
  const bundles: string[] = [];
  const sessions: string[] = [];
  for (const path of paths) {
    const kind = (await isBundle(path).catch(() => false)) ? bundles : sessions;
    kind.push(path);
  }
  return { bundles, sessions };
}

/** Shows the reports as they come. @returns the last one; null where none came */
async function follow(
  link: HostLink,
  paths: readonly string[],
  { format }: ImportOptions,
  signal: AbortSignal,
): Promise<ImportReport | null> {
  const progress = new Progress(process.stderr);
  const body = { paths: paths.map((path) => resolve(path)), format };
  let last: ImportReport | null = null;
  try {
    for await (const line of askLines(link, '/v1/imports', body, signal)) {
      last = importReportSchema.parse(line);
      progress.show(progressOf(last), last.milliseconds);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    progress.clear();
  }
  return last;
}

function tell(report: ImportReport | null, { json }: ImportOptions): void {
  if (report?.state !== 'done') {
    throw new RatchetError(
      'host-lost',
      'The host stopped before everything was read. What was recorded stays: the next import goes on from there.',
    );
  }
  for (const { path, reason } of report.failures) console.error(`${path}: ${reason}`);
  if (json) console.log(JSON.stringify(report));
  else for (const line of summaryOf(report)) console.log(line);
  if (report.failures.length > 0) process.exitCode = exitCodes.failed;
}

function sayStopped(report: ImportReport | null): void {
  const done = report
    ? `${report.files.done} of ${report.files.found} files were read`
    : 'nothing was read';
  console.error(`Stopped: ${done}. What was recorded stays; the next import goes on from there.`);
  process.exitCode = exitCodes.interrupted;
}
