import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyEvent } from '../../../../test/support/arbitrary.ts';
import { textEvent } from '../../../../test/support/events.ts';
import { reduceAll } from '../../../core/build/reduce.ts';
import { type BuildState, emptyState } from '../../../core/build/state.ts';
import { type Row, withoutRows, withRows } from '../../../core/build/tables.ts';
import { firstRow, isLonger, lengthOf, type Piece, pieceAt } from './pieces.ts';

const states = fc.array(anyEvent, { maxLength: 80 }).map((events) => reduceAll(emptyState, events));

function piecesOf(state: BuildState, length: number): Piece[] {
  const pieces: Piece[] = [];
  for (let place = firstRow(state); place;) {
    const piece = pieceAt(state, place, length);
    pieces.push(piece);
    place = piece.next;
  }
  return pieces;
}

const rowsOf = ({ rows }: Piece) => JSON.parse(rows) as Row[];

describe('the pieces of a state', () => {
  it('have all of its rows once, each as long as it may be or one row', () => {
    fc.assert(
      fc.property(states, fc.integer({ min: 1, max: 3000 }), (state, length) => {
        const pieces = piecesOf(state, length);
        const runs = pieces.map((piece) => ({ table: piece.table, rows: rowsOf(piece) }));
        expect(JSON.stringify(withRows(withoutRows(state), runs))).toBe(JSON.stringify(state));
        for (const piece of pieces) {
          expect(piece.rows.length - 1 <= length || rowsOf(piece).length === 1).toBe(true);
        }
      }),
    );
  });

  it('are none of a state without rows', () => {
    expect(piecesOf(emptyState, 1)).toEqual([]);
  });
});

it('the length of a state is that of its JSON', () => {
  fc.assert(
    fc.property(states, (state) => {
      expect(lengthOf(state)).toBe(JSON.stringify(state).length);
    }),
  );
});

describe('a long state', () => {
  const events = Array.from({ length: 5000 }, (_, at) => textEvent(`${at}`.repeat(9), `b${at}`));
  const state = reduceAll(emptyState, events);

  it('is measured by a sample, which comes near and is not taken for more', () => {
    const told = lengthOf(state) / JSON.stringify(state).length;
    expect(told).toBeGreaterThan(0.7);
    expect(told).toBeLessThan(0.9);
  });

  it('is known to be longer than what it is longer than, and no longer than itself', () => {
    for (const length of [100, 10_000, 399_999, 450_000])
      expect(isLonger(state, length)).toBe(true);
    expect(isLonger(state, JSON.stringify(state).length)).toBe(false);
  });
});
