import type { HighlightAnswer, HighlightRequest, LineTones } from './tones.ts';

/** What a worker can do, so that tests need none. */
export interface Tokeniser {
  post(request: HighlightRequest): void;
  end(): void;
}

export type Lines = readonly LineTones[] | null;

/** Longer texts, and those with longer lines, stay plain. */
const LONGEST = 200_000;
const LONGEST_LINE = 2000;
/** A text on which the worker spends more is given up, and the worker with it. */
const LIMIT = 8000;
/** A worker that has nothing to do is given back. */
const IDLE = 60_000;
/** Characters of texts whose tones are remembered. */
const MOST_KNOWN = 1_000_000;

interface Job {
  readonly key: string;
  readonly request: HighlightRequest;
  readonly done: ((lines: Lines) => void)[];
}

export const isWorthIt = (text: string): boolean =>
  text.length <= LONGEST && !new RegExp(`[^\\n]{${LONGEST_LINE + 1}}`).test(text);

/** Has texts coloured by one worker, one at a time, and remembers what came of it. */
export class Highlighter {
  readonly #start: (answer: (answer: HighlightAnswer) => void) => Tokeniser;
  #worker: Tokeniser | null = null;
  #current: Job | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  readonly #waiting: Job[] = [];
  readonly #known = new Map<string, Lines>();
  #size = 0;
  #last = 0;

  constructor(start: (answer: (answer: HighlightAnswer) => void) => Tokeniser) {
    this.#start = start;
  }

  /** What is known already; undefined: nobody has asked yet. */
  known(text: string, language: string): Lines | undefined {
    return this.#known.get(keyOf(text, language));
  }

  /** Null where the text stays plain. The latest question is answered first: it is what is looked at. */
  lines(text: string, language: string): Promise<Lines> {
    const key = keyOf(text, language);
    const known = this.#known.get(key);
    if (known !== undefined) return Promise.resolve(known);
    if (!isWorthIt(text)) return Promise.resolve(null);
    return new Promise((done) => {
      const same = [this.#current, ...this.#waiting].find((job) => job?.key === key);
      if (same) same.done.push(done);
      else {
        this.#last += 1;
        this.#waiting.push({ key, request: { id: this.#last, text, language }, done: [done] });
      }
      this.#next();
    });
  }

  #next(): void {
    if (this.#current) return;
    this.#clear();
    const job = this.#waiting.pop();
    if (!job) {
      this.#timer = setTimeout(() => this.#stop(), IDLE);
      return;
    }
    this.#current = job;
    this.#worker ??= this.#start((answer) => {
      if (answer.id === this.#current?.request.id) this.#finish(answer.lines);
    });
    this.#timer = setTimeout(() => {
      this.#stop();
      this.#finish(null);
    }, LIMIT);
    this.#worker.post(job.request);
  }

  #finish(lines: Lines): void {
    const job = this.#current;
    this.#current = null;
    if (job) {
      this.#remember(job.key, lines);
      for (const done of job.done) done(lines);
    }
    this.#next();
  }

  #remember(key: string, lines: Lines): void {
    this.#known.set(key, lines);
    this.#size += key.length;
    for (const old of this.#known.keys()) {
      if (this.#size <= MOST_KNOWN || old === key) break;
      this.#known.delete(old);
      this.#size -= old.length;
    }
  }

  #clear(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #stop(): void {
    this.#clear();
    this.#worker?.end();
    this.#worker = null;
  }
}

const keyOf = (text: string, language: string): string => `${language} ${text}`;
