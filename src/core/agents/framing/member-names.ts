import type { Nesting } from './nesting.ts';

const QUOTE = 0x22;
const COLON = 0x3a;
const COMMA = 0x2c;
/** Of a longer name no more is looked at. */
const NAME_LIMIT = 64;

/** Names the members of one object while its bytes pass by. */
export class MemberNames {
  /** The member that is being read; null between members and before the colon. */
  get current(): string | null {
    return this.#isNamed ? this.#name : null;
  }
  /** Where its name begins, as told to `step`. */
  start = 0;
  #name = '';
  #isNamed = false;

  begin(): void {
    this.#isNamed = false;
    this.#name = '';
  }

  /** @param nesting as it is before the byte; the members are those at depth 1 */
  step(byte: number, at: number, nesting: Nesting): void {
    if (nesting.depth !== 1) return;
    if (byte === COMMA && !nesting.inString) this.#isNamed = false;
    else if (this.#isNamed) return;
    else if (nesting.inString) {
      if (byte !== QUOTE && this.#name.length < NAME_LIMIT) {
        this.#name += String.fromCharCode(byte);
      }
    } else if (byte === QUOTE) {
      this.#name = '';
      this.start = at;
    } else if (byte === COLON) this.#isNamed = true;
  }
}
