/** What is read of one file and recorded of it; when, its tail decides. */
export interface Reading {
  readonly format: string | null;
  readonly builds: readonly string[];
  /** Bytes read so far. */
  readonly offset: number;
  /** In no known format, and read no further. */
  readonly isIgnored: boolean;
  /** Nothing more is to be expected of it soon. */
  readonly isResting: boolean;
  /**
   * Reads and records what is new.
   * @param looks how often nothing was new before
   * @returns whether something was; null where the file is none
   */
  pass(looks: number): Promise<boolean | null>;
  /** What was seen of the file may be so no longer. */
  forget(): void;
  /** What was read and not recorded is read again, from the last place that was. */
  startOver(): void;
  /** Nothing is read any more. */
  close(): void;
}
