import Anser from 'anser';

export interface Span {
  readonly text: string;
  readonly className: string;
  /** Colours beyond the sixteen of the theme. */
  readonly color?: string;
  readonly background?: string;
}

// Titles, hyperlinks and other commands to the terminal: ESC ] … BEL, or … ESC \.
// oxlint-disable-next-line no-control-regex
const COMMANDS = /\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g;
// Control characters that mean nothing here; tab, line feed and escape stay.
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f]/g;

/** What a terminal would show of the text: a line that was drawn over shows its last state. */
export function settle(text: string): string {
  const lines = text.replace(COMMANDS, '').replaceAll('\r\n', '\n').split('\n');
  return lines
    .map((line) => (line.includes('\r') ? lastDrawn(line) : line))
    .join('\n')
    .replace(CONTROLS, '');
}

const lastDrawn = (line: string): string => line.split('\r').findLast((part) => part !== '') ?? '';

/** The spans of one line; colours that a former line left on are not carried over. */
export function spansOf(line: string): Span[] {
  if (!line.includes('\u001b')) return line === '' ? [] : [{ text: line, className: '' }];
  return Anser.ansiToJson(line, { json: true, use_classes: true, remove_empty: true }).map(toSpan);
}

function toSpan(part: Anser.AnserJsonEntry): Span {
  // `reverse` exchanges the two, as terminals do.
  const turned = part.decorations.includes('reverse');
  const [fg, bg] = turned ? [part.bg, part.fg] : [part.fg, part.bg];
  const [fgRgb, bgRgb] = turned
    ? [part.bg_truecolor, part.fg_truecolor]
    : [part.fg_truecolor, part.bg_truecolor];
  const color = colourOf(fg, fgRgb);
  const background = colourOf(bg, bgRgb);
  const names = [
    color === null && fg ? `${fg}-fg` : '',
    background === null && bg ? `${bg}-bg` : '',
    ...part.decorations.map((name) => decorations[name] ?? ''),
  ];
  return {
    text: part.content,
    className: names.filter(Boolean).join(' '),
    ...(color === null ? {} : { color }),
    ...(background === null ? {} : { background }),
  };
}

const decorations: Partial<Record<Anser.DecorationName, string>> = {
  bold: 'font-semibold',
  dim: 'text-faint',
  italic: 'italic',
  underline: 'underline',
  strikethrough: 'line-through',
};

/** A colour of its own for 24-bit and 256-colour codes; null for the sixteen that the theme has. */
function colourOf(name: string | null, rgb: string | null): string | null {
  if (name === 'ansi-truecolor' && rgb) return readable(rgb);
  const palette = /^ansi-palette-(\d+)$/.exec(name ?? '');
  return palette ? readable(paletteRgb(Number(palette[1]))) : null;
}

/** Pulled half-way to the colour of the text, so that it can be read on either ground. */
const readable = (rgb: string): string => `color-mix(in srgb, rgb(${rgb}) 60%, var(--text))`;

function paletteRgb(index: number): string {
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return `${grey}, ${grey}, ${grey}`;
  }
  const cube = Math.max(0, index - 16);
  const level = (step: number) => (step === 0 ? 0 : 55 + step * 40);
  return [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map(level).join(', ');
}
