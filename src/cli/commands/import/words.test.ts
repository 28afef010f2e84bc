import { expect, test } from 'vitest';
import type { ImportReport } from '../../../main/host/ingest/import/report.ts';
import { summaryOf } from './words.ts';

const report = (known: number): ImportReport => ({
  state: 'done',
  milliseconds: 4,
  files: { found: 1, done: 1, recorded: 0, unchanged: 1, unknown: 0, failed: 0 },
  bytes: { read: 0, total: 0 },
  builds: 0,
  events: { new: 0, known },
  badRecords: 0,
  unrecognised: 0,
  failures: [],
});

test('an empty file was not recorded before: there is nothing in it', () => {
  expect(summaryOf(report(12)).at(-1)).toMatch(/recorded before/);
  expect(summaryOf(report(0)).at(-1)).toMatch(/nothing in it/);
});
