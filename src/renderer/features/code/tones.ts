/** What a stretch of code is, as far as colours tell. The first is plain text. */
export const tones = [
  'plain',
  'keyword',
  'string',
  'comment',
  'function',
  'constant',
  'type',
  'property',
] as const;

/** A line of code: by turns the length of a stretch and the place of its tone. */
export type LineTones = readonly number[];

export interface HighlightRequest {
  readonly id: number;
  readonly text: string;
  readonly language: string;
}

export interface HighlightAnswer {
  readonly id: number;
  /** Null where the text could not be read. */
  readonly lines: readonly LineTones[] | null;
}
