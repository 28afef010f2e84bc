import { RatchetError } from '../core/errors.ts';
import { type HostLink, problemOf } from './host-link.ts';

/**
 * Asks the host for something that it answers bit by bit, a JSON text a line.
 * @param signal hangs up, which ends what the host does for it
 * @throws RatchetError with the host's own words; host-lost; the signal's reason
 */
export async function* askLines(
  link: HostLink,
  path: string,
  body: unknown,
  signal: AbortSignal,
): AsyncGenerator {
  const response = await fetch(`http://127.0.0.1:${link.port}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${link.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  });
  if (!response.ok || !response.body) throw problemOf(response.status, await response.json());
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of response.body) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield JSON.parse(line) as unknown;
    }
  } catch (cause) {
    signal.throwIfAborted();
    throw new RatchetError(
      'host-lost',
      'The host ended before its answer did. What was recorded stays: ask again when it runs.',
      { cause },
    );
  }
}
