/** A value that comes and goes: who asks while it is away waits until it is there again. */
export class Upcoming<Value> {
  #value: Value | null = null;
  #waiting: ((value: Value) => void)[] = [];

  get(): Promise<Value> {
    if (this.#value !== null) return Promise.resolve(this.#value);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  set(value: Value | null): void {
    this.#value = value;
    if (value === null) return;
    for (const resolve of this.#waiting.splice(0)) resolve(value);
  }
}
