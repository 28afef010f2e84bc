import { withoutColours } from '../../../../core/agents/text.ts';
import { type Content, contentText } from '../../../../core/build/content.ts';
import { type DiffLine, readDiff } from '../../../../core/build/tool-diff.ts';
import { bytes, count } from '../../../../core/format.ts';
import { type Field, fieldsOf } from './fields.ts';
import { markup, type Markup } from './markup.ts';

/** Units of one body that a page shows, and of all of them: a browser has to hold them. */
const SHOWN = 16 * 1024;
const ALL_SHOWN = 24 * 1024 * 1024;
/** Lines of one diff. */
const LINES = 400;

const pictureTypes = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** Renders bodies while there is room for them. */
export class Bodies {
  readonly #pictures: ReadonlyMap<string, string>;
  #room = ALL_SHOWN;

  constructor(pictures: ReadonlyMap<string, string>) {
    this.#pictures = pictures;
  }

  /** A titled body: `title`, how much of it is shown, and the body. */
  content(title: string, content: Content, isWrong = false): Markup {
    if (content.as === 'parts') {
      return markup`${content.parts.map((part) => this.content(title, part, isWrong))}`;
    }
    if (content.as === 'image') return this.#picture(title, content.mime, content.base64);
    if (content.as === 'cut' && content.mime.startsWith('image/')) {
      const base64 = this.#pictures.get(content.payload) ?? null;
      return this.#picture(title, content.mime, base64, content.bytes);
    }
    const fields = content.as === 'json' ? fieldsOf(content.json) : null;
    if (fields) return this.#fields(title, fields);
    const text = contentText(content);
    const whole =
      content.as === 'cut' ? `${bytes(content.bytes)}, ${linesOf(content.lines)}` : null;
    return this.text(title, text, isWrong, whole);
  }

  /** @param whole how large the whole is, where the text is only its beginning */
  text(title: string, text: string, isWrong = false, whole: string | null = null): Markup {
    const shown = this.#take(text);
    if (shown === null) return leftOut(title);
    const isCut = whole !== null || shown.length < text.length;
    const size = whole ?? `${count(text.length)} characters`;
    return markup`<h3>${title} ${isCut && markup`<span>the beginning of ${size}</span>`}</h3>
      <pre tabindex="0" class="${isWrong ? 'wrong' : ''}">${withoutColours(shown)}</pre>`;
  }

  /** The text of a unified diff, line by line. */
  change(title: string, diff: Content): Markup {
    return this.diff(title, readDiff(contentText(diff)), diff.as === 'cut');
  }

  diff(title: string, lines: readonly DiffLine[], isCut = false): Markup {
    const shown = lines.slice(0, LINES);
    const text = shown.map((line) => line.text).join('\n');
    if (this.#take(text) === null) return leftOut(title);
    const more = isCut || lines.length > shown.length;
    return markup`<h3>${title} ${more && markup`<span>the beginning</span>`}</h3>
      <pre tabindex="0" class="diff">${shown.map(diffLine)}</pre>`;
  }

  /** All of them together have the room of one body. */
  #fields(title: string, fields: readonly Field[]): Markup {
    const whole = fields.reduce((sum, { name, text }) => sum + name.length + text.length, 0);
    if (Math.min(whole, SHOWN) > this.#room) return leftOut(title);
    let room = SHOWN;
    const shown = fields.flatMap(({ name, text }) => {
      if (name.length > room) return [];
      const part = this.#take(text.slice(0, room - name.length)) ?? '';
      room -= name.length + part.length;
      const look = /[\n\r]/.test(part) ? 'lines' : '';
      return markup`<div class="${look}"><dt>${name}</dt><dd>${withoutColours(part)}</dd></div>`;
    });
    const isCut = whole > SHOWN;
    return markup`<h3>${title} ${isCut && markup`<span>the beginning of ${count(whole)} characters</span>`}</h3>
      <dl class="fields" tabindex="0">${shown}</dl>`;
  }

  #picture(title: string, mime: string, base64: string | null, size?: number): Markup {
    const known = pictureTypes.has(mime) && base64 !== null && /^[A-Za-z0-9+/=]*$/.test(base64);
    const about = size === undefined ? mime : `${mime}, ${bytes(size)}`;
    if (!known)
      return markup`<h3>${title} <span>a picture that is not shown (${about})</span></h3>`;
    return markup`<h3>${title}</h3>
      <img alt="${title}" src="data:${mime};base64,${base64}" />`;
  }

  #take(text: string): string | null {
    const shown = text.slice(0, SHOWN);
    if (shown.length > this.#room) return null;
    this.#room -= shown.length;
    return shown;
  }
}

const leftOut = (title: string): Markup => markup`<h3>${title} left out: the page is full</h3>`;

const looks = {
  added: ['add', '+'],
  removed: ['del', '-'],
  same: ['', ' '],
  hunk: ['hunk', ''],
} as const;

function diffLine({ kind, text }: DiffLine): Markup {
  const [look, sign] = looks[kind];
  return markup`<span class="${look}">${sign}${text.slice(0, 2000)}\n</span>`;
}

const linesOf = (lines: number): string => (lines === 1 ? '1 line' : `${count(lines)} lines`);
