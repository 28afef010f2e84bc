import type { BuildEvent } from '../../../core/build/event.ts';
import { type CutContent, redactEvent } from '../../../core/redact/redact-event.ts';
import { redactText } from '../../../core/redact/redact-json.ts';
import {
  type Found,
  newRedactor,
  type Redactor,
  replaceFound,
} from '../../../core/redact/redact-text.ts';
import { RedactionReport } from '../../../core/redact/report.ts';
import { endedBy, pieceOf, SplitTexts } from '../../../core/redact/split-texts.ts';
import { prepareEvent, setApart } from '../processor/prepare.ts';
import type { Payload } from '../store/types.ts';
import { newBreath } from './breath.ts';
import { cutBodies, mayHaveCut } from './cut-bodies.ts';
import type { OutgoingEvent } from './outgoing-event.ts';
import type { RecordedBuild } from './recorded-build.ts';

/** A payload is searched in pieces of this size, so that a large one does not hold the event loop. */
const PIECE = 64 * 1024;

/** What became of the bodies set apart from an event, by their keys, and the payloads that they now are. */
interface RedactedCuts {
  readonly contents: ReadonlyMap<string, CutContent>;
  readonly payloads: readonly Payload[];
}

/** The redaction of one build: first the search, then the events without what was found. */
export class Redacting {
  readonly report = new RedactionReport();
  readonly #build: RecordedBuild;
  readonly #redactor: Redactor;
  readonly #breathe = newBreath();
  /** Versions in which something was found. */
  readonly #touched = new Set<number>();
  readonly #inPieces = new Map<number, Found[]>();

  constructor(build: RecordedBuild, homes: readonly string[]) {
    this.#build = build;
    this.#redactor = newRedactor(homes);
  }

  /** A text that goes along with the build and is in none of its events. */
  text(text: string): string {
    return redactText(text, this.#redactor, () => {});
  }

  async search(): Promise<void> {
    const texts = new SplitTexts(this.#redactor, (version, found, field) => {
      this.#inPieces.set(version, [...(this.#inPieces.get(version) ?? []), found]);
      // A secret that goes on in the next piece is one secret.
      if (found.replacement !== '') this.#count(version, field, found);
      this.#touched.add(version);
    });
    for (const { version, body } of this.#build.events()) {
      await this.#breathe();
      const event = JSON.parse(body) as BuildEvent;
      const piece = pieceOf(event);
      if (piece) texts.add(version, piece);
      for (const of of endedBy(event)) texts.close(of);
      const tell = (field: string, found: Found) => this.#count(version, field, found);
      const cuts = await this.#cuts(body, event, tell);
      redactEvent(event, this.#around(version, cuts, tell));
    }
    for (const of of texts.open()) {
      await this.#breathe();
      texts.close(of);
    }
  }

  async *events(): AsyncGenerator<OutgoingEvent> {
    const nobody = () => {};
    for (const { version, body } of this.#build.events()) {
      await this.#breathe();
      const isTouched = this.#touched.has(version);
      if (!isTouched && !mayHaveCut(body)) {
        yield { version, body, payloads: [] };
        continue;
      }
      const event = JSON.parse(body) as BuildEvent;
      const cuts = await this.#cuts(body, event, nobody);
      const isCutAnew = cutBodies(event).some((cut) => cuts.contents.get(cut.payload) !== cut);
      if (!isTouched && !isCutAnew) {
        yield { version, body, payloads: cuts.payloads };
        continue;
      }
      const redacted = redactEvent(event, this.#around(version, cuts, nobody));
      // What stands for secrets may be longer than they were, and make a body too large to stay.
      const prepared = prepareEvent(redacted, Infinity);
      const payloads = [...cuts.payloads, ...prepared.payloads];
      yield { version, body: prepared.body, payloads };
    }
  }

  #count(version: number, field: string, { kind }: Found): void {
    this.#touched.add(version);
    this.report.add(kind, version, field);
  }

  #around(version: number, cuts: RedactedCuts, tell: (field: string, found: Found) => void) {
    return {
      redactor: this.#redactor,
      inPiece: (this.#inPieces.get(version) ?? []).sort((a, b) => a.start - b.start),
      cut: (content: CutContent) => cuts.contents.get(content.payload) ?? content,
      tell,
    };
  }

  async #cuts(
    body: string,
    event: BuildEvent,
    tell: (field: string, found: Found) => void,
  ): Promise<RedactedCuts> {
    const contents = new Map<string, CutContent>();
    const payloads: Payload[] = [];
    if (!mayHaveCut(body)) return { contents, payloads };
    for (const content of cutBodies(event)) {
      contents.set(
        content.payload,
        await this.#cut(content, payloads, (found) => tell('payload', found)),
      );
    }
    return { contents, payloads };
  }

  async #cut(
    content: CutContent,
    payloads: Payload[],
    tell: (found: Found) => void,
  ): Promise<CutContent> {
    const { payload: key } = content;
    const whole = this.#build.payload(key);
    if (!whole) {
      // A secret may be cut off at the end of the preview: its last word goes.
      const preview = content.preview.replace(/\S{1,512}$/, '');
      return { ...content, preview: redactText(preview, this.#redactor, tell) };
    }
    const text = whole.mime.startsWith('image/') ? null : whole.body.toString();
    const found = text === null ? [] : await this.#searchLong(text);
    if (text === null || found.length === 0) {
      payloads.push({ key, ...whole });
      return content;
    }
    for (const one of found) tell(one);
    const redacted = replaceFound(text, found);
    return setApart(whole.mime, Buffer.from(redacted), redacted, content.preview.length, payloads);
  }

  /** What is in a long text: searched as if it had come in pieces, with a breath between them. */
  async #searchLong(text: string): Promise<Found[]> {
    if (text.length <= PIECE) return this.#redactor.find(text);
    const all: Found[] = [];
    const texts = new SplitTexts(this.#redactor, (piece, { start, end, ...found }) => {
      const from = (piece - 1) * PIECE;
      const last = all.at(-1);
      if (found.replacement === '' && last) all[all.length - 1] = { ...last, end: from + end };
      else all.push({ ...found, start: from + start, end: from + end });
    });
    for (let at = 0; at < text.length; at += PIECE) {
      const piece = text.slice(at, at + PIECE);
      texts.add(at / PIECE + 1, { of: 'payload', field: 'text', text: piece, anew: false });
      await this.#breathe();
    }
    texts.end();
    return all;
  }
}
