import { recall, remember } from '../../app/memory.ts';

/** Builds whose folds are remembered. */
const KEPT = 30;

type Stored = [id: string, folds: [key: string, open: boolean][]][];

const read = (): Stored => {
  const stored = recall('folds');
  return Array.isArray(stored) ? (stored as Stored) : [];
};

export function recallFolds(id: string): ReadonlyMap<string, boolean> {
  const folds = read().find(([build]) => build === id)?.[1];
  return new Map(Array.isArray(folds) ? folds : []);
}

export function rememberFolds(id: string, folds: ReadonlyMap<string, boolean>): void {
  const others = read().filter(([build]) => build !== id);
  remember('folds', [[id, [...folds]], ...others].slice(0, KEPT));
}
