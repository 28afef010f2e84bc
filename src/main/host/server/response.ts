import { messageOf, RatchetError } from '../../../core/errors.ts';

/** An answer that no transport has touched yet: the server sends it, and so does `app://`. */
export interface HostResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parts of a long one are made while they are sent. */
  readonly body: string | Uint8Array | Iterable<string> | AsyncIterable<string | Uint8Array>;
}

/** Says that the body of an answer will not be read, so that nobody makes it any more. */
export async function discard({ body }: HostResponse): Promise<void> {
  if (typeof body === 'string' || !(Symbol.asyncIterator in body)) return;
  await body[Symbol.asyncIterator]().return?.();
}

/** An answer that is sent as it comes; who hangs up ends what it comes from. */
export interface StreamedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly stream: AsyncIterable<string>;
}

const statuses: Readonly<Record<string, number>> = {
  'bad-request': 400,
  'bad-json': 400,
  'bad-event': 400,
  'no-events': 400,
  'unknown-format': 400,
  'bad-path': 400,
  'not-a-bundle': 400,
  'bundle-newer': 400,
  'bundle-cut-off': 400,
  'bundle-damaged': 400,
  unauthorised: 401,
  'bad-host': 403,
  'bad-origin': 403,
  'not-found': 404,
  'unknown-build': 404,
  'unknown-version': 404,
  'unknown-payload': 404,
  'wrong-method': 405,
  'too-slow': 408,
  'key-busy': 409,
  'key-reused': 409,
  'bundle-differs': 409,
  'faults-off': 409,
  'too-large': 413,
  'bundle-too-large': 413,
  'wrong-type': 415,
  'too-many-requests': 429,
  'too-many-clients': 503,
  'mailbox-full': 503,
  closing: 503,
  'read-only': 503,
};

export const json = (value: unknown, status = 200): HostResponse => ({
  status,
  headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' },
  body: JSON.stringify(value),
});

/** An answer whose one JSON text is written while it is sent. */
export const jsonText = (text: AsyncIterable<string>): HostResponse => ({
  status: 200,
  headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' },
  body: text,
});

/** One JSON text a line, each sent when it is there. */
export const jsonLines = (values: AsyncIterable<unknown>): StreamedResponse => ({
  status: 200,
  headers: { 'Content-Type': 'application/x-ndjson; charset=utf-8', 'Cache-Control': 'no-store' },
  stream: linesOf(values),
});

async function* linesOf(values: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const value of values) yield `${JSON.stringify(value)}\n`;
}

/** The answer to an error. What is no RatchetError is our fault, and its message stays here. */
export function problem(error: unknown): HostResponse {
  const known = error instanceof RatchetError ? error : internal(error);
  const answer = json({ error: { code: known.code, message: known.message } }, statusOf(known));
  if (!known.retryable) return answer;
  return { ...answer, headers: { ...answer.headers, 'Retry-After': '1' } };
}

const statusOf = (error: RatchetError): number =>
  statuses[error.code] ?? (error.retryable ? 503 : 500);

function internal(error: unknown): RatchetError {
  process.emitWarning(`A request failed inside Ratchet: ${messageOf(error)}`);
  return new RatchetError(
    'internal',
    'Ratchet failed to handle this request. Nothing of it was recorded unless a receipt was sent. This is a fault of Ratchet: please report it.',
  );
}

export const notFound = (path: string): RatchetError =>
  new RatchetError('not-found', `There is nothing at ${path}.`);

export const wrongMethod = (method: string, path: string, allowed: string): RatchetError =>
  new RatchetError('wrong-method', `${path} does not take ${method}; it takes ${allowed}.`);
