/**
 * Gives equal JSON values the same short name, whatever the order of their keys, as a canonical hash
 * does. The name of each part of a state is remembered, so that the next state costs what changed in
 * it: a simulation compares hundreds of states, and hashing each as a whole was most of its time.
 */
export class Identities {
  readonly #names = new Map<string, string>();
  readonly #known = new WeakMap<object, string>();

  of(value: unknown): string {
    if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    const name = this.#nameOf(Array.isArray(value) ? this.#list(value) : this.#record(value));
    this.#known.set(value, name);
    return name;
  }

  #list(values: readonly unknown[]): string {
    let text = '[';
    for (const value of values) text += `${this.of(value)},`;
    return text;
  }

  #record(record: object): string {
    let text = '{';
    for (const [key, value] of Object.entries(record).sort(byKey)) {
      if (value !== undefined) text += `${key}:${this.of(value)},`;
    }
    return text;
  }

  #nameOf(text: string): string {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    const name = `#${this.#names.size}`;
    this.#names.set(text, name);
    return name;
  }
}

const byKey = ([one]: [string, unknown], [other]: [string, unknown]) => (one < other ? -1 : 1);
