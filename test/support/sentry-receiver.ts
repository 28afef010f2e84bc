import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What arrived: an error, or a transaction (a span with nothing above it). */
export interface Received {
  readonly type: string;
  readonly payload: Payload;
  /** The envelope as it came. */
  readonly raw: string;
}

interface Payload {
  readonly level?: string;
  readonly message?: string;
  readonly release?: string;
  readonly start_timestamp?: number;
  readonly timestamp?: number;
  readonly tags?: Record<string, string>;
  readonly extra?: Record<string, unknown>;
  readonly exception?: {
    readonly values: readonly {
      readonly type: string;
      readonly value: string;
      readonly stacktrace?: { readonly frames: readonly { readonly filename?: string }[] };
    }[];
  };
  readonly contexts?: {
    readonly trace?: {
      readonly trace_id: string;
      readonly parent_span_id?: string;
      readonly op?: string;
      readonly data?: Record<string, unknown>;
    };
  };
}

export interface Receiver extends AsyncDisposable {
  readonly dsn: string;
  readonly received: Received[];
  /** All that came, of any address. */
  readonly requests: string[];
  of(type: string): Received[];
}

/** A server on loopback that takes envelopes as Sentry's does. `hangs`: takes them and never answers. */
export async function startReceiver({ hangs = false } = {}): Promise<Receiver> {
  const received: Received[] = [];
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const take = async () => {
      const raw = await text(request);
      requests.push(`${request.method} ${request.url?.split('?')[0]}`);
      if (hangs) return;
      received.push(...itemsOf(raw));
      response.setHeader('content-type', 'application/json').end('{}');
    };
    take().catch((error: unknown) => response.destroy(error as Error));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    dsn: `http://public@127.0.0.1:${port}/1`,
    received,
    requests,
    of: (type) => received.filter((item) => item.type === type),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** An envelope is lines of JSON: its header, then a header and a payload for each item. */
function itemsOf(raw: string): Received[] {
  const [, ...lines] = raw.trimEnd().split('\n');
  const items: Received[] = [];
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const { type } = JSON.parse(lines[at] ?? '') as { type: string };
    items.push({ type, payload: JSON.parse(lines[at + 1] ?? '') as Payload, raw });
  }
  return items;
}
