import { z } from 'zod';

/** Places that are named of one kind; all are counted. */
const PLACES = 200;

/** What was redacted of a build: kinds, how often, and where. Never what stood there. */
export const redactionSchema = z.array(
  z.object({
    kind: z.string().max(64),
    count: z.number().int().positive(),
    /** The first places: the version of the event, and its field. */
    places: z
      .array(z.object({ version: z.number().int().positive(), field: z.string().max(64) }))
      .max(PLACES),
  }),
);

export type Redaction = z.infer<typeof redactionSchema>;
type Entry = Redaction[number];

/** Counts what is redacted. */
export class RedactionReport {
  readonly #entries = new Map<string, Entry>();

  add(kind: string, version: number, field: string): void {
    const entry = this.#entries.get(kind) ?? { kind, count: 0, places: [] };
    const { places } = entry;
    const isNamed = places.some((place) => place.version === version && place.field === field);
    if (places.length < PLACES && !isNamed) places.push({ version, field });
    this.#entries.set(kind, { ...entry, count: entry.count + 1 });
  }

  /** Secrets first, then home paths, which are seldom worth a look. */
  list(places = PLACES): Redaction {
    const rank = ({ kind }: Entry) => (kind === 'home-path' ? 1 : 0);
    return [...this.#entries.values()]
      .sort((a, b) => rank(a) - rank(b) || a.kind.localeCompare(b.kind))
      .map((entry) => ({ ...entry, places: entry.places.slice(0, places) }));
  }
}
