import type { Tone } from './lanes.ts';

/** The colours of the theme, as a canvas needs them: resolved. */
export interface Palette {
  readonly tone: Record<Tone, string>;
  readonly text: string;
  readonly faint: string;
  readonly line: string;
  readonly panel: string;
  readonly think: string;
  readonly warn: string;
  readonly err: string;
  readonly font: string;
}

export function readPalette(element: HTMLElement): Palette {
  // A custom property gives back its source text; a probe's colour is what it comes to.
  const probe = document.createElement('span');
  element.append(probe);
  const read = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const palette = {
    tone: {
      idle: read('faint'),
      done: read('ok'),
      unknown: read('warn'),
      running: read('run'),
      waiting: read('warn'),
      failed: read('err'),
    },
    text: read('text'),
    faint: read('faint'),
    line: read('grid'),
    panel: read('panel'),
    think: read('think'),
    warn: read('warn'),
    err: read('err'),
    font: `10.5px ${getComputedStyle(element).fontFamily}`,
  };
  probe.remove();
  return palette;
}
