import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import type { BuildState } from '../../src/core/build/state.ts';
import { Client } from '../../src/core/sync/client.ts';
import type { Replica } from '../../src/core/sync/replica.ts';
import type { BuildList } from '../../src/core/sync/streams.ts';
import { Engine } from '../../src/main/host/engine.ts';
import { realWorld } from '../../src/main/host/world.ts';
import { channelPair } from './channel-pair.ts';
import { temporary } from './rig.ts';
import { settle, VirtualTime } from './world.ts';

const resourcesDir = resolve(import.meta.dirname, '../../resources');

/** A real engine on a clock that stands still, and a watcher of its list. */
export async function catalogueScene() {
  const place = await temporary();
  const dataDir = join(place.path, 'data');
  const file = join(dataDir, 'ratchet.db');
  const time = new VirtualTime();
  let life = 0;
  let engine = open();
  let list: BuildList = [];
  const client = new Client({
    name: 'test',
    watcher: 'test',
    connect: async () => {
      const { near, far } = channelPair();
      engine.feed.accept(far);
      return near;
    },
    after: time.after,
    now: () => time.now,
    random: () => 0.5,
    backoff: { first: 100, limit: 1000 },
  });
  client.watchList((replica) => (list = replica.state));
  client.open();
  let isClosed = false;
  const close = async () => {
    if (isClosed) return;
    isClosed = true;
    client.close();
    await engine.close();
    await place[Symbol.asyncDispose]();
  };
  onTestFinished(close);
  await settle();

  function open(): Engine {
    life += 1;
    const mine = life;
    // Of a process that is gone no timer fires.
    const after = (milliseconds: number, callback: () => void) =>
      time.after(milliseconds, () => mine === life && callback());
    return new Engine(
      { dataDir, resourcesDir },
      { ...realWorld, now: () => time.now, elapsed: () => time.now, after },
    );
  }
  return {
    time,
    file,
    close,
    get engine() {
      return engine;
    },
    get catalogue() {
      return engine.catalogue;
    },
    watch(build: string, onChange: (replica: Replica<BuildState>) => void) {
      client.watchBuild(build, onChange);
    },
    /** The list as its watcher has it. */
    get list() {
      return list;
    },
    get ids() {
      return list.map(({ id }) => id).toSorted();
    },
    /** Lets time pass, step by step: what is due then may make something else due. */
    async pass(milliseconds: number, step = 1000) {
      for (let left = milliseconds; left > 0; left -= step) {
        time.advance(Math.min(step, left));
        await settle(3);
      }
    },
    /** The process is gone between two statements, and another one starts. */
    async crash() {
      engine.feed.close();
      await engine.store.close();
      engine = open();
      await this.pass(3000);
    },
    /** What is in the tables, by their name. */
    rows(table: string): number {
      const raw = new Database(file, { readonly: true });
      try {
        return Number(raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
      } finally {
        raw.close();
      }
    },
  };
}
