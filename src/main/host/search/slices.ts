import type { Document } from './documents.ts';

/** Characters that are indexed without giving the event loop back. */
const SLICE = 32 * 1024;
/** What a document costs beside its text, in characters. */
const DOCUMENT_COST = 256;

/** Documents that are indexed together. */
export interface Slice {
  readonly documents: readonly Document[];
  readonly isLast: boolean;
}

/** Small pieces of the work; the last one may be empty. */
export function* slicesOf(all: Iterable<Document>): Generator<Slice> {
  let documents: Document[] = [];
  let size = 0;
  for (const document of all) {
    if (size > SLICE) {
      yield { documents, isLast: false };
      documents = [];
      size = 0;
    }
    documents.push(document);
    size += document.text.length + DOCUMENT_COST;
  }
  yield { documents, isLast: true };
}
