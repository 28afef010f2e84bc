import type { BuildEvent } from '../../src/core/build/event.ts';
import type { Receipt } from '../../src/main/host/processor/publisher.ts';
import type { MemoryStore } from '../support/memory-store.ts';
import type { SimulatedHost } from './host.ts';
import type { Step } from './steps.ts';

interface Sending {
  readonly producer: number;
  readonly host: SimulatedHost;
  readonly build: string;
  readonly key: string;
  readonly events: readonly BuildEvent[];
  /** Null until the producer has heard that it is durable. */
  receipt: Receipt | null;
  /** The life of the host that owes the producer an answer: it need not be asked again. */
  owedBy: unknown;
  /** It was acknowledged, and then the file was replaced by one that does not have it. */
  gone: boolean;
}

/** Programs that send events under keys, and send again what has no answer. */
export class Producers {
  readonly #sendings: Sending[] = [];
  readonly #wrong: (what: string) => void;

  constructor(wrong: (what: string) => void) {
    this.#wrong = wrong;
  }

  publish(
    host: SimulatedHost,
    { producer, build, events, large, unheard }: Extract<Step, { do: 'publish' }>,
  ): void {
    const key = `k${this.#sendings.length}`;
    const sending: Sending = {
      producer,
      host,
      build,
      key,
      events: large ? largeEvents(key, events) : eventsOf(key, this.#sendings.length, events),
      receipt: null,
      owedBy: null,
      gone: false,
    };
    this.#sendings.push(sending);
    this.#send(sending, unheard);
  }

  /** As an impatient producer does: everything without an answer, under its key. */
  resend(producer: number): void {
    for (const sending of this.#sendings) {
      if (!sending.receipt && sending.producer === producer) this.#send(sending, false);
    }
  }

  /** As producers do that were cut off: everything to which no answer can come any more. */
  sendAgain(): void {
    for (const sending of this.#sendings) {
      const { receipt, owedBy, host } = sending;
      if (!receipt && (owedBy === null || owedBy !== host.processor)) this.#send(sending, false);
    }
  }

  /** The file of a host is another one now. */
  replaced(host: SimulatedHost, file: MemoryStore): void {
    const has = new Set([...file.logs.values()].flat().map(({ body }) => idOf(body)));
    for (const sending of this.#sendings) {
      if (sending.host === host) sending.gone = !has.has(`${sending.key}.0`);
    }
  }

  get waiting(): number {
    return this.#sendings.filter(({ receipt }) => !receipt).length;
  }

  /** What was acknowledged is in the log once, whole and in order; nothing is there twice. */
  checkLogs(hosts: readonly SimulatedHost[]): void {
    for (const host of hosts) {
      const places = new Map<string, string[]>();
      for (const [build, log] of host.store.logs) {
        for (const [at, { body }] of log.entries()) {
          const id = idOf(body);
          const key = `${build}/${id.slice(0, id.indexOf('.'))}`;
          places.set(key, [...(places.get(key) ?? []), `${at}:${id}`]);
        }
      }
      for (const sending of this.#sendings) {
        if (sending.host === host) this.#check(sending, places.get(nameOf(sending)) ?? []);
      }
    }
  }

  #check(sending: Sending, places: readonly string[]): void {
    const { receipt, gone, events } = sending;
    const name = nameOf(sending);
    if (!receipt) this.#wrong(`${name} was never acknowledged`);
    else if (places.length === 0 && !gone) this.#wrong(`${name} was acknowledged and is lost`);
    if (places.length === 0) return;
    const first = Number.parseInt(places[0] ?? '', 10);
    const whole = events.map((_, index) => `${first + index}:${sending.key}.${index}`);
    if (places.join() !== whole.join()) this.#wrong(`${name} is in the log as ${places.join()}`);
  }

  #send(sending: Sending, unheard: boolean): void {
    const { host, build, events, key } = sending;
    if (!unheard) sending.owedBy = host.processor;
    host.publish(build, events, key).then(
      (receipt) => {
        if (!receipt || unheard) return;
        if (sending.receipt && sending.receipt.digest !== receipt.digest) {
          this.#wrong(`${nameOf(sending)} was acknowledged at two places`);
        }
        sending.receipt = receipt;
        sending.gone = false;
      },
      () => (sending.owedBy = null),
    );
  }
}

const nameOf = ({ build, key }: Sending) => `${build}/${key}`;

/** Each event carries its own name, `k7.0`, by which it is found in a log. */
function eventsOf(key: string, number: number, count: number): BuildEvent[] {
  return Array.from({ length: count }, (_, index): BuildEvent => {
    const id = `${key}.${index}`;
    const kinds: BuildEvent[] = [
      { kind: 'notice', at: 1, text: id },
      { kind: 'tool.started', at: 1, call: id, name: 'Bash' },
      { kind: 'text.appended', at: 1, block: 'b', text: `${id} ` },
      { kind: 'plan.updated', at: 1, todos: [{ text: id, status: 'active' }] },
    ];
    return kinds[(number + index) % kinds.length] as BuildEvent;
  });
}

/** Each takes the place of the one before, so that they weigh in the log and not in the state. */
function largeEvents(key: string, count: number): BuildEvent[] {
  return Array.from({ length: count }, (_, index) => ({
    kind: 'reasoning.appended' as const,
    at: 1,
    block: 'large',
    replace: true,
    text: `${key}.${index} ${'.'.repeat(12_000)}`,
  }));
}

const idOf = (body: string): string => /k\d+\.\d+/.exec(body)?.[0] ?? '';
