/** What one client may ask of the server. Bytes, and milliseconds. */
export interface ServerLimits {
  /** Body of a request that is taken as a whole. */
  readonly bodyBytes: number;
  /** One event: a line, an element of `events`. */
  readonly eventBytes: number;
  /** One WebSocket message. */
  readonly messageBytes: number;
  /** WebSockets open at once, and TCP connections. */
  readonly clients: number;
  readonly connections: number;
  /** Requests a second on one connection, on average and in a burst. */
  readonly requestsPerSecond: number;
  readonly requestBurst: number;
  /** Messages a second that one WebSocket is read at; the rest waits in its socket. */
  readonly messagesPerSecond: number;
  /** Until the headers, and until a body that is taken as a whole, must have come. */
  readonly headersMs: number;
  readonly bodyMs: number;
  /** Silence after which a streamed body is taken for dead: agents think for minutes. */
  readonly streamIdleMs: number;
  /** Between pings to a WebSocket; one that misses a pong is cut. */
  readonly pingMs: number;
}

const MiB = 1024 * 1024;

export const defaultLimits: ServerLimits = {
  bodyBytes: 16 * MiB,
  // Tails have no such limit: a screenshot in a tool's output is some MiB, and must not depend on its way in.
  eventBytes: 8 * MiB,
  messageBytes: 16 * MiB,
  clients: 200,
  connections: 400,
  requestsPerSecond: 200,
  requestBurst: 400,
  messagesPerSecond: 20_000,
  headersMs: 10_000,
  bodyMs: 60_000,
  streamIdleMs: 60 * 60_000,
  pingMs: 20_000,
};
