import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { securityHeaders } from '../../../core/security/content-security-policy.ts';
import type { HostResponse, StreamedResponse } from './response.ts';

/** Texts of a long answer are put together up to this many characters before they are written. */
const SLICE = 64 * 1024;

/** Sends an answer, with the headers that every answer carries; a long one as fast as it is taken. */
export async function send(
  response: ServerResponse,
  answer: HostResponse | StreamedResponse,
): Promise<void> {
  if ('stream' in answer) return sendStream(response, answer);
  const { body } = answer;
  const whole = typeof body === 'string' || body instanceof Uint8Array ? body : null;
  const headers = { ...securityHeaders, ...answer.headers };
  if (whole !== null) {
    const length = typeof whole === 'string' ? Buffer.byteLength(whole) : whole.byteLength;
    response.writeHead(answer.status, { ...headers, 'Content-Length': length });
    response.end(whole);
    return;
  }
  response.writeHead(answer.status, headers);
  let slice = '';
  for await (const part of body as AsyncIterable<string | Uint8Array>) {
    if (typeof part === 'string') slice += part;
    if (typeof part === 'string' && slice.length < SLICE) continue;
    if (!response.write(typeof part === 'string' ? slice : part)) await roomOrGone(response);
    slice = '';
    if (response.destroyed) return;
  }
  response.end(slice);
}

async function sendStream(
  response: ServerResponse,
  { status, headers, stream }: StreamedResponse,
): Promise<void> {
  response.writeHead(status, { ...securityHeaders, ...headers });
  for await (const text of stream) {
    if (response.destroyed) return;
    if (!response.write(text)) await roomOrGone(response);
  }
  response.end();
}

async function roomOrGone(response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  const close = () => gone.abort();
  response.once('close', close);
  await once(response, 'drain', { signal: gone.signal }).catch(() => {});
  response.off('close', close);
}
