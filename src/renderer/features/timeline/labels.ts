/** A word below the lanes, as it wants to stand: places and widths in pixels. */
export interface Label {
  readonly text: string;
  readonly x: number;
  readonly width: number;
  /** How far it may stand from there, and still be read as what it belongs to. */
  readonly reach: number;
}

export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Between two words. */
const GAP = 6;

/**
 * Lays labels out side by side: one that has no room where it wants to stand moves to the nearest place
 * within its reach, else it is left out. What comes first has the first choice.
 * @param taken what no label may cover
 * @param width of the whole
 */
export function layLabels<One extends Label>(
  labels: readonly One[],
  taken: readonly Stretch[],
  width: number,
): One[] {
  const full = joined(taken);
  const laid: One[] = [];
  for (const label of labels) {
    const x = freePlace(label, full, width);
    if (x === null) continue;
    laid.push({ ...label, x });
    full.push({ from: x - GAP, to: x + label.width + GAP });
  }
  return laid;
}

/** Stretches that meet as one: there may be thousands of markers on a few hundred pixels. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const all: Stretch[] = [];
  for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && from <= last.to) {
      all[all.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    } else all.push({ from, to });
  }
  return all;
}

function freePlace(label: Label, full: readonly Stretch[], width: number): number | null {
  const fits = (x: number) =>
    x >= 0 &&
    x + label.width <= width &&
    Math.abs(x - label.x) <= label.reach &&
    full.every(({ from, to }) => x + label.width <= from || x >= to);
  // Where it wants to stand, within the whole, or right beside something that is in the way.
  const beside = full.flatMap(({ from, to }) => [from - label.width, to]);
  const places = [label.x, 0, width - label.width, ...beside].filter(fits);
  const [first, ...others] = places;
  if (first === undefined) return null;
  const away = (x: number) => Math.abs(x - label.x);
  return others.reduce((best, x) => (away(x) < away(best) ? x : best), first);
}
