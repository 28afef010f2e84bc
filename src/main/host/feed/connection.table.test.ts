import { describe, expect, it } from 'vitest';
import { channelPair } from '../../../../test/support/channel-pair.ts';
import { textEvent } from '../../../../test/support/events.ts';
import { settle, VirtualTime } from '../../../../test/support/world.ts';
import { stateTable } from '../../../../test/support/state-table.ts';
import type { BuildEvent } from '../../../core/build/event.ts';
import { reduceAll } from '../../../core/build/reduce.ts';
import { emptyState } from '../../../core/build/state.ts';
import { GENESIS, nextDigest } from '../../../core/sync/digest.ts';
import { CREDIT, parseFeedMessage } from '../../../core/sync/messages.ts';
import { BuildFrames, type BuildReads } from './build-stream.ts';
import { Connection } from './connection.ts';
import { feedDefaults } from './feed.ts';
import { Sender } from './sender.ts';

// The table of the serving side in docs/protocol.md, cell by cell.

const stream = 'build/a';

/** So short that the one row of the state is a part of its own. */
const PART = 50;

const FAR = 30;
const NEAR = 34;
const HEAD = 36;

/** A log that grows when a test says so. Its first events overwrite each other: the state is shorter than they are. */
class GrowingLog implements BuildReads {
  readonly #events: BuildEvent[] = Array.from({ length: 50 }, (_, index) =>
    index < FAR
      ? { kind: 'build.updated', at: 1, title: 'x'.repeat(4000) }
      : textEvent(String(index)),
  );
  readonly #bodies = this.#events.map((event) => JSON.stringify(event));
  readonly #digests = this.#bodies.reduce(
    (list, body) => [...list, nextDigest(list.at(-1) ?? GENESIS, body)],
    [GENESIS],
  );
  version = HEAD;

  head() {
    return { version: this.version, digest: this.#digests[this.version] ?? '' };
  }
  view() {
    const state = reduceAll(emptyState, this.#events.slice(0, this.version));
    return { head: this.head(), state, trace: null };
  }
  digestAt(_build: string, version: number) {
    return version <= this.version ? (this.#digests[version] ?? null) : null;
  }
  bodies(_build: string, from: number, to: number) {
    return this.#bodies.slice(from, to);
  }
  size(_build: string, from: number, to: number) {
    return this.bodies('', from, to).join('').length;
  }
}

/** What was heard; a delta is the same in both forms. */
type Heard = NonNullable<ReturnType<typeof parseFeedMessage>>;

function open(as?: number) {
  const log = new GrowingLog();
  const { near, far } = channelPair();
  const frames = new BuildFrames(log, stream, PART);
  const options = { ...feedDefaults, host: '0'.repeat(16) };
  const sender = new Sender(new VirtualTime(), PART);
  const connection = new Connection(far, () => frames, options, sender);
  const got: Heard[] = [];
  near.onMessage((text) => {
    const message = parseFeedMessage(text);
    if (!message) throw new Error(`${text} is no message`);
    got.push(message);
  });
  const send = (message: object) => connection.receive(JSON.stringify(message));
  send({ type: 'hello', protocol: 1, client: 'table' });
  const scene = {
    log,
    connection,
    got,
    send,
    watch: (since?: object, mode = 'deltas', parts = false) =>
      send({ type: 'watch', stream, ask: 1, mode, since, as, parts }),
    happen() {
      log.version += 1;
      connection.pump(stream);
    },
  };
  return scene;
}
type Scene = ReturnType<typeof open>;

const since = ({ log }: Scene, version: number) => ({ version, digest: log.digestAt('', version) });
const happens = (times: number) => (scene: Scene) => {
  scene.watch(scene.log.head());
  for (let time = 0; time < times; time += 1) scene.happen();
};

const states: Record<string, (scene: Scene) => void> = {
  unwatched: () => {},
  settled: happens(0),
  one: happens(1),
  two: happens(2),
  'two, and more': happens(4),
  sending: ({ watch }) => watch(undefined, 'deltas', true),
};

const inputs: Record<string, (scene: Scene) => void | Promise<void>> = {
  '`watch` without `since`': ({ watch }) => watch(),
  '`watch`, at the head': ({ watch, log }) => watch(log.head()),
  '`watch`, a little behind': (scene) => scene.watch(since(scene, NEAR)),
  '`watch`, far behind': (scene) => scene.watch(since(scene, 1)),
  '`watch`, ahead': ({ watch }) => watch({ version: 99, digest: 'f'.repeat(16) }),
  '`watch`, of another history': ({ watch }) => watch({ version: NEAR, digest: 'f'.repeat(16) }),
  '`watch` for snapshots': ({ watch, log }) => watch(log.head(), 'snapshots'),
  '`watch` without `since`, in parts': ({ watch }) => watch(undefined, 'deltas', true),
  '`watch` for snapshots, in parts': ({ watch, log }) => watch(log.head(), 'snapshots', true),
  'turns of the event loop': () => settle(),
  'an event is committed': (scene) => scene.happen(),
  '`ack` of the first on its way': ({ send }) => send({ type: 'ack', stream, version: HEAD + 1 }),
  '`ack` of all': ({ send, log }) => send({ type: 'ack', stream, version: log.version }),
  '`unwatch`': ({ send }) => send({ type: 'unwatch', stream }),
  heartbeat: ({ connection }) => connection.heartbeat(),
};

/** What a watcher is told: the kind of message, and where from and to. */
function told(message: Heard): string {
  switch (message.type) {
    case 'delta':
      return `delta ${message.base}–${message.version}`;
    case 'snapshot':
      return `snapshot, ${message.reason}`;
    case 'part':
      return `part ${message.part}`;
    case 'head':
      return `head${message.heads[stream] ? ` ${message.heads[stream].version}` : ' of nothing'}`;
    default:
      return message.type;
  }
}

describe('the table of the serving side in docs/protocol.md', () => {
  const table = stateTable('The serving side, state by state');

  it('has every state and every message', () => {
    expect(table.states).toEqual(Object.keys(states));
    expect([...table.rows.keys()]).toEqual(Object.keys(inputs));
  });

  const forms = { 'long deltas': undefined, 'short deltas': 3 };
  const cases = Object.entries(forms).flatMap(([form, as]) =>
    Object.entries(inputs).map(([name, input]) => ({ form, as, name, input })),
  );
  for (const { form, as, name, input } of cases) {
    it(`${name}, with ${form} (R4, R7)`, async () => {
      const cells: string[] = [];
      for (const reach of Object.values(states)) {
        const scene = open(as);
        reach(scene);
        scene.got.length = 0;
        await input(scene);
        const said = scene.got.map(told);
        cells.push([...said, await stateOf(scene)].join('; '));
      }
      expect(cells).toEqual(table.rows.get(name));
    });
  }
});

/** Tells by what it still sends. Versions after the input are of no interest any more. */
async function stateOf(scene: Scene): Promise<string> {
  const [watched] = scene.connection.report().streams;
  if (!watched) return 'unwatched';
  scene.got.length = 0;
  await settle();
  if (scene.got.length > 0) return 'sending';
  if (watched.sent < scene.log.version) return 'two, and more';
  scene.got.length = 0;
  for (let time = 0; time < CREDIT; time += 1) scene.happen();
  return ['two', 'one', 'settled'][scene.got.length] ?? 'more than its credit';
}
