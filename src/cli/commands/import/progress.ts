/** Where progress is shown: as a rule the standard error output. */
export interface Screen {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

/** Milliseconds between two lines where nobody sees the line change. */
const INTERVAL = 5000;

/** Shows how far something is: in a terminal one line that changes, elsewhere a plain line now and then. */
export class Progress {
  readonly #screen: Screen;
  #shownAt = 0;
  #width = 0;

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  /** @param elapsed milliseconds since the beginning */
  show(line: string, elapsed: number): void {
    if (this.#screen.isTTY) {
      this.#screen.write(`\r${line.padEnd(this.#width)}`);
      this.#width = line.length;
    } else if (elapsed - this.#shownAt >= INTERVAL) {
      this.#screen.write(`${line}\n`);
      this.#shownAt = elapsed;
    }
  }

  /** Makes room for other lines. */
  clear(): void {
    if (this.#width > 0) this.#screen.write(`\r${' '.repeat(this.#width)}\r`);
    this.#width = 0;
  }
}
