import { type FaultReport, type Faults, noFaults } from '../../../core/sync/faults/faults.ts';

/** Whether these do anything. */
export const isFaulty = (faults: Faults): boolean =>
  faults.drop > 0 ||
  faults.duplicate > 0 ||
  faults.reorder > 0 ||
  faults.delay > 0 ||
  faults.stall !== noFaults.stall;

/** Whether anything is done on purpose to anybody, so many milliseconds after the report was made. */
export const activeFaults = (report: FaultReport, elapsed: number): boolean =>
  report.pending > 0 ||
  isFaulty(report.everyone) ||
  report.watchers.some(({ faults, cutFor }) => isFaulty(faults) || cutFor > elapsed);
