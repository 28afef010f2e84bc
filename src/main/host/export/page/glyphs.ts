import { markup, type Markup } from './markup.ts';

/** A status as shape and colour, as in the window. */
export type Mark = keyof typeof marks;

const marks = {
  done: ['ok', 'M2.5 6.4 5 8.8l4.6-5.4', 'done'],
  failed: ['err', 'm3 3 6 6M9 3 3 9', 'failed'],
  running: ['run fill', 'M6 2.2a3.8 3.8 0 1 1 0 7.6 3.8 3.8 0 0 1 0-7.6', 'running'],
  pending: ['faint', 'M6 2.4a3.6 3.6 0 1 1 0 7.2 3.6 3.6 0 0 1 0-7.2', 'pending'],
  cancelled: [
    'faint',
    'M6 2.2a3.8 3.8 0 1 1 0 7.6 3.8 3.8 0 0 1 0-7.6M3.4 8.6l5.2-5.2',
    'cancelled',
  ],
  left: ['faint', 'M6 2.4a3.6 3.6 0 1 1 0 7.2 3.6 3.6 0 0 1 0-7.2M4.4 6h3.2', 'left unfinished'],
  waiting: ['warn fill', 'M6 1.8 10.8 10H1.2z', 'needs you'],
  unknown: ['faint', 'M4.2 4.4a1.9 1.9 0 1 1 2.6 1.8c-.6.3-.8.6-.8 1.3M6 9.7v.1', 'no end seen'],
  thought: ['think', 'M6 1.8 10.2 6 6 10.2 1.8 6z', 'reasoning'],
  notice: ['faint', 'M6 1.6a4.4 4.4 0 1 1 0 8.8 4.4 4.4 0 0 1 0-8.8M6 5.6v2.5M6 3.8v.1', 'notice'],
} as const;

/** All shapes, once: rows refer to them. */
export const glyphs: Markup = markup`<svg class="shapes" width="0" height="0" aria-hidden="true">
  ${Object.entries(marks).map(
    ([name, [, path]]) =>
      markup`<symbol id="g-${name}" viewBox="0 0 12 12"><path d="${path}" /></symbol>`,
  )}
</svg>`;

export function glyph(mark: Mark): Markup {
  const [look, , label] = marks[mark];
  return markup`<svg class="g ${look}" role="img" aria-label="${label}">
    <use href="#g-${mark}" />
  </svg>`;
}
