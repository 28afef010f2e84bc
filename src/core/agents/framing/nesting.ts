const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Follows JSON byte by byte: how deep it is nested, and where its strings are. */
export class Nesting {
  depth = 0;
  inString = false;
  #escaped = false;

  begin(depth: number): void {
    this.depth = depth;
    this.inString = false;
    this.#escaped = false;
  }

  step(byte: number): void {
    if (this.inString) {
      if (this.#escaped) this.#escaped = false;
      else if (byte === BACKSLASH) this.#escaped = true;
      else if (byte === QUOTE) this.inString = false;
    } else if (byte === QUOTE) this.inString = true;
    // An opening bracket differs from its brace in one bit, and so do the closing ones.
    else if ((byte | 0x20) === 0x7b) this.depth += 1;
    else if ((byte | 0x20) === 0x7d) this.depth -= 1;
  }
}
