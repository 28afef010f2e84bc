import type { IncomingMessage } from 'node:http';
import { RatchetError } from '../../../core/errors.ts';
import { tokenMatches } from './token.ts';

const TOKEN_PROTOCOL = 'ratchet.bearer.';

/** The subprotocol that the server speaks; the token rides beside it and is never echoed. */
export const PROTOCOL_NAME = 'ratchet.v1';

/**
 * Refuses what a foreign web page can cause. Binding to loopback is not enough: a page whose name is
 * made to point at 127.0.0.1 (DNS rebinding) reaches us with its own name in `Host`.
 * @throws RatchetError `bad-host`, `bad-origin`
 */
export function checkAddress(request: IncomingMessage, port: number): void {
  const { host, origin } = request.headers;
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (host === undefined || !hosts.includes(host) || request.headersDistinct.host?.length !== 1) {
    throw new RatchetError('bad-host', `This server answers to ${hosts.join(' and ')} only.`);
  }
  if (origin !== undefined && origin !== `http://${host}`) {
    throw new RatchetError('bad-origin', 'Pages of other origins may not talk to this server.');
  }
}

/**
 * Requires one of these tokens: as `Authorization: Bearer`, or, because browsers cannot set headers on a
 * WebSocket, as a subprotocol.
 * @throws RatchetError `unauthorised`
 */
export function checkToken(request: IncomingMessage, ...tokens: readonly string[]): void {
  const given = tokenIn(request);
  if (tokens.some((token) => tokenMatches(token, given))) return;
  throw new RatchetError(
    'unauthorised',
    'The token is missing or wrong. It stands in host.json in the data directory.',
  );
}

function tokenIn(request: IncomingMessage): string {
  const [scheme, credentials] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() === 'bearer') return credentials ?? '';
  const protocol = protocolsOf(request).find((name) => name.startsWith(TOKEN_PROTOCOL));
  return protocol?.slice(TOKEN_PROTOCOL.length) ?? '';
}

function protocolsOf(request: IncomingMessage): string[] {
  return (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
}
