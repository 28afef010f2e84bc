import type { ImportReport } from '../../../main/host/ingest/import/report.ts';
import { NOTHING_TO_READ } from '../../nothing-to-read.ts';

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

/** Megabytes a second of the files, until what they told was durable. */
function speedOf({ bytes, milliseconds }: ImportReport): string {
  return milliseconds > 0 ? (bytes.read / 1000 / milliseconds).toFixed(1) : '0.0';
}

/** One line that says how far it is. */
export function progressOf(report: ImportReport): string {
  const { files, bytes, events } = report;
  return (
    `${files.done} of ${files.found} files, ${megabytes(bytes.read)} of ${megabytes(bytes.total)} MB, ` +
    `${speedOf(report)} MB/s, ${events.new} new events`
  );
}

/** What came of it, in lines. */
export function summaryOf(report: ImportReport): string[] {
  const { files, bytes, events, milliseconds } = report;
  if (files.found === 0) return [NOTHING_TO_READ];
  if (files.recorded + files.unchanged === 0) return [nothingOf(files)];
  const rows: [string, string | number][] = [
    ['files', files.found],
    ['recorded', files.recorded],
    ['nothing new', files.unchanged],
    ['no known format', files.unknown],
    ['failed', files.failed],
    ['builds', report.builds],
    ['events new', events.new],
    ['already there', events.known],
    ['bad records', report.badRecords],
    ['unrecognised', report.unrecognised],
  ];
  const lines = rows.map(([name, value]) => `${name.padEnd(17)}${value}`);
  const seconds = (milliseconds / 1000).toFixed(1);
  lines.push(`${megabytes(bytes.read)} MB in ${seconds} s (${speedOf(report)} MB/s)`);
  const isKnown = events.new === 0 && files.unchanged > 0 && files.unchanged === files.found;
  if (!isKnown) return lines;
  return [
    ...lines,
    events.known > 0
      ? 'Nothing is new: everything was recorded before.'
      : 'Nothing was recorded: there is nothing in it yet.',
  ];
}

/** The files that failed have been told one by one. */
function nothingOf({ unknown }: ImportReport['files']): string {
  const why = unknown === 1 ? '1 file is' : `${unknown} files are`;
  return unknown === 0
    ? 'Nothing was recorded.'
    : `Nothing was recorded: ${why} in no known format.`;
}
