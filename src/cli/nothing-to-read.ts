/** What is said of a folder in which nothing is found, whoever looks. */
export const NOTHING_TO_READ =
  'There is nothing in it that Ratchet reads. Of a folder it reads files named .jsonl, .ndjson, .sse, .jsonl.zst and session-*.json.';
