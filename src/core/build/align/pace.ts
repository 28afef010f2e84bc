/** Work done between two turns: a few milliseconds of it. */
const TURN = 15_000;

/** Says when it is time to give way, by the work that was done. */
export class Pace {
  #done = 0;

  isDue(work: number): boolean {
    this.#done += work;
    if (this.#done < TURN) return false;
    this.#done = 0;
    return true;
  }
}
