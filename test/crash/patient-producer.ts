import { once } from 'node:events';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import type { BuildEvent } from '../../src/core/build/event.ts';
import type { Head } from '../../src/core/sync/messages.ts';
import { textOf } from '../../src/main/host/server/ws-channel.ts';
import type { HostProcess } from './host-process.ts';

const answerSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('accepted'),
    key: z.string(),
    version: z.number(),
    digest: z.string(),
  }),
  z.object({
    type: z.literal('error'),
    key: z.string(),
    code: z.string(),
    retryable: z.boolean(),
  }),
]);

export interface Publication {
  readonly build: string;
  readonly key: string;
  readonly events: readonly BuildEvent[];
}

/** A producer as the documents ask for one: what was not acknowledged is sent again, under the same key. */
export class PatientProducer {
  readonly sent: Publication[] = [];
  readonly acknowledged = new Map<string, Head>();
  /** Codes of the refusals, and how often each came: those that may be retried, and those for good. */
  readonly refusals = new Map<string, number>();
  readonly final = new Map<string, number>();
  readonly #pending = new Map<string, Publication>();
  #socket: WebSocket | null = null;
  #emptied: (() => void)[] = [];

  /** Publications without an answer. */
  get waiting(): number {
    return this.#pending.size;
  }

  /** Connects, and sends again what is open. */
  async connect(host: HostProcess): Promise<WebSocket> {
    const socket = host.socket('/v1/ingest');
    socket.on('error', () => {});
    socket.on('message', (data) => this.#take(textOf(data)));
    await once(socket, 'open');
    this.#socket = socket;
    for (const publication of this.#pending.values()) this.#send(publication);
    return socket;
  }

  disconnect(): void {
    this.#socket?.terminate();
    this.#socket = null;
  }

  publish(publication: Publication): void {
    this.sent.push(publication);
    this.#pending.set(publication.key, publication);
    this.#send(publication);
  }

  /** Settles when everything is acknowledged. */
  async drained(): Promise<void> {
    if (this.#pending.size === 0) return;
    await new Promise<void>((resolve) => this.#emptied.push(resolve));
  }

  #send(publication: Publication): void {
    this.#socket?.send(JSON.stringify({ type: 'publish', ...publication }), () => {});
  }

  #take(text: string): void {
    const answer = answerSchema.parse(JSON.parse(text));
    if (answer.type === 'error') {
      const kind = answer.retryable ? this.refusals : this.final;
      kind.set(answer.code, (kind.get(answer.code) ?? 0) + 1);
      if (!answer.retryable) this.#settled(answer.key);
      return;
    }
    this.acknowledged.set(answer.key, { version: answer.version, digest: answer.digest });
    this.#settled(answer.key);
  }

  #settled(key: string): void {
    this.#pending.delete(key);
    if (this.#pending.size > 0) return;
    for (const resolve of this.#emptied.splice(0)) resolve();
  }
}
