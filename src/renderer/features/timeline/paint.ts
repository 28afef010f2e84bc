import type { Bar, Lanes } from './lanes.ts';
import { layLabels } from './labels.ts';
import type { Palette } from './palette.ts';

/** Heights of the timeline, in pixels. */
const PLAN = { y: 21, height: 10 };
const TOOLS = { y: 39, height: 10 };
export const TEXT = { base: 68, height: 12 };
export const HEIGHT = 80;

export interface Picture {
  readonly lanes: Lanes;
  readonly ticks: readonly { readonly place: number; readonly text: string }[];
  /** Idle stretches, with how long they were in milliseconds. */
  readonly folds: readonly {
    readonly from: number;
    readonly to: number;
    readonly length: number;
    readonly text: string;
  }[];
  readonly bands: readonly { readonly from: number; readonly to: number; readonly text: string }[];
  readonly width: number;
}

export function paint(context: CanvasRenderingContext2D, picture: Picture, palette: Palette): void {
  const { lanes, width } = picture;
  context.clearRect(0, 0, width, HEIGHT);
  paintTicks(context, picture, palette);
  paintBars(context, lanes.plan, PLAN, palette, 0.8, 2);
  paintText(context, lanes.text, palette);
  paintBars(context, lanes.tools, TOOLS, palette, 0.6, 1);
  paintErrors(context, lanes.hitches, palette.warn);
  paintErrors(context, lanes.errors, palette.err);
  for (const fold of picture.folds) paintFold(context, fold, palette);
  for (const band of picture.bands) paintBand(context, band, palette);
  paintLabels(context, picture, palette);
}

function paintTicks(context: CanvasRenderingContext2D, picture: Picture, palette: Palette): void {
  context.font = palette.font;
  context.textBaseline = 'alphabetic';
  for (const { place, text } of picture.ticks) {
    const x = Math.round(place * picture.width);
    context.fillStyle = palette.line;
    context.fillRect(x, 17, 1, HEIGHT - 20);
    const room = context.measureText(text).width;
    context.fillStyle = palette.faint;
    context.fillText(text, Math.min(x, picture.width - room), 12);
  }
}

function paintBars(
  context: CanvasRenderingContext2D,
  bars: readonly Bar[],
  { y, height }: { y: number; height: number },
  palette: Palette,
  strength: number,
  gap: number,
): void {
  // Failures come last and are at least 3 px wide, so that nothing hides them.
  for (const failures of [false, true]) {
    for (const { from, to, tone, row = 0, rows = 1 } of bars) {
      if ((tone === 'failed') !== failures) continue;
      const least = failures ? 3 : 1.5;
      const isQuiet = tone === 'idle' || tone === 'unknown';
      context.globalAlpha = failures ? 1 : isQuiet ? 0.45 : strength;
      context.fillStyle = palette.tone[tone];
      context.beginPath();
      const high = (height - (rows - 1)) / rows;
      const top = y + row * (high + 1);
      context.roundRect(from, top, Math.max(least, to - from - gap), high, rows > 1 ? 1 : 2);
      context.fill();
    }
  }
  context.globalAlpha = 1;
}

function paintText(context: CanvasRenderingContext2D, bins: Float32Array, palette: Palette): void {
  context.globalAlpha = 0.55;
  context.fillStyle = palette.think;
  context.beginPath();
  context.moveTo(0, TEXT.base);
  bins.forEach((amount, x) => context.lineTo(x, TEXT.base - amount * TEXT.height));
  context.lineTo(bins.length, TEXT.base);
  context.fill();
  context.globalAlpha = 1;
}

function paintErrors(
  context: CanvasRenderingContext2D,
  errors: readonly number[],
  colour: string,
): void {
  context.fillStyle = colour;
  for (const x of errors) {
    context.fillRect(x - 0.75, TOOLS.y - 3, 1.5, TEXT.base - TOOLS.y + 3);
    context.beginPath();
    context.moveTo(x, TEXT.base - 1);
    context.lineTo(x + 4, TEXT.base + 6);
    context.lineTo(x - 4, TEXT.base + 6);
    context.fill();
  }
}

/** A break in the axis, above the lanes: two short strokes. */
function paintFold(
  context: CanvasRenderingContext2D,
  fold: Picture['folds'][number],
  palette: Palette,
): void {
  const width = fold.to - fold.from;
  const middle = fold.from + width / 2;
  context.strokeStyle = palette.faint;
  context.lineWidth = 1;
  context.globalAlpha = 0.7;
  context.beginPath();
  for (const x of width > 4 ? [middle - 1.5, middle + 1.5] : [middle]) {
    context.moveTo(x + 1.5, PLAN.y - 7);
    context.lineTo(x - 1.5, PLAN.y - 1);
  }
  context.stroke();
  context.globalAlpha = 1;
}

function paintBand(
  context: CanvasRenderingContext2D,
  band: Picture['bands'][number],
  palette: Palette,
): void {
  const width = Math.max(4, band.to - band.from);
  context.save();
  context.beginPath();
  context.rect(band.from, 18, width, TEXT.base - 18);
  context.clip();
  context.globalAlpha = 0.5;
  context.strokeStyle = palette.warn;
  context.lineWidth = 1.5;
  context.beginPath();
  for (let x = band.from - 60; x < band.from + width; x += 6) {
    context.moveTo(x, TEXT.base);
    context.lineTo(x + 52, 18);
  }
  context.stroke();
  context.restore();
}

/** What the thumb covers at the end, where it stands as a rule. */
const THUMB = 6;
/** Half the width of the mark of an error, and a little air. */
const MARK = 6;
/** A label of an idle stretch stands this near to it, at most. */
const NEAR = 24;
/** Idle stretches that may be told in words, the longest of them. */
const MOST_LABELS = 40;

/**
 * What was missed and how long it was idle, below the lanes, where there is room to say it; the rest
 * is told under the pointer. Reconnects first, the latest before others; then what was idle longest.
 */
function paintLabels(
  context: CanvasRenderingContext2D,
  { lanes, bands, folds, width }: Picture,
  palette: Palette,
): void {
  // Hundreds of stretches have a few dozen texts, and measuring takes longer than painting.
  const rooms = new Map<string, number>();
  const room = (text: string) => {
    const known = rooms.get(text) ?? context.measureText(text).width;
    rooms.set(text, known);
    return known;
  };
  const missed = bands.toReversed().map(({ from, text }) => {
    const own = room(text);
    return {
      text,
      width: own,
      x: Math.min(from, width - THUMB - own),
      reach: own,
      colour: palette.warn,
    };
  });
  const idle = folds
    .toSorted((a, b) => b.length - a.length)
    // There is no room for more, and to measure each of hundreds takes longer than to paint them.
    .slice(0, MOST_LABELS)
    .map(({ from, to, text }) => {
      const own = room(text);
      return { text, width: own, x: (from + to - own) / 2, reach: NEAR, colour: palette.faint };
    });
  const marks = [...lanes.errors, ...lanes.hitches].map((x) => ({ from: x - MARK, to: x + MARK }));
  for (const { text, x, colour } of layLabels([...missed, ...idle], marks, width - THUMB)) {
    context.fillStyle = colour;
    context.fillText(text, x, HEIGHT - 2);
  }
}
