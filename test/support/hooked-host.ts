import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildState } from '../../src/core/build/state.ts';
import type { Engine } from '../../src/main/host/engine.ts';
import { ClaudeHooks } from '../../src/main/host/ingest/hooks/claude-hooks.ts';
import { HookedFiles } from '../../src/main/host/ingest/hooks/hooked-files.ts';
import { Followed } from '../../src/main/host/ingest/followed.ts';
import { Sources } from '../../src/main/host/ingest/sources.ts';
import { openEngine, temporary, testFormats } from './rig.ts';
import type { Happening } from './hooked-session.ts';
import { VirtualTime } from './world.ts';

/** A real store, processor, tail and file, on a clock that is told the time. */
export async function hookedHost() {
  const place = await temporary();
  const time = new VirtualTime();
  const transcript = join(place.path, 'projects', 'session.jsonl');
  await mkdir(join(place.path, 'projects'));
  const engine = openEngine(join(place.path, 'data'));
  let parts = assemble(engine, time);
  return {
    engine,
    time,
    transcript,
    take: (payload: unknown) => parts.hooks.take(payload),
    idle: () => parts.idle(),
    /** Writes the line, or gives the hook to the host, when its time has come. */
    async deliver(happening: Happening) {
      if ('line' in happening) {
        return appendFile(transcript, `${JSON.stringify(happening.line)}\n`);
      }
      time.now = Math.max(time.now, happening.time);
      parts.hooks.take(happening.hook);
    },
    /** Transcripts that are followed because of a hook. */
    followed: () => parts.followed(),
    /** Lets the tails look at their files. */
    look: () => parts.look(transcript),
    /** Reads the transcript alone, as an import does. */
    alone: (read: () => Promise<void>) => parts.alone(transcript, read),
    /** Ends what runs but the store, and begins anew. */
    async restart() {
      await parts.close();
      parts = assemble(engine, time);
      await parts.resume();
    },
    builds: () => engine.builds().map(({ id }) => id),
    state(id = engine.builds()[0]?.id ?? ''): BuildState | null {
      return engine.stateAt(id)?.state ?? null;
    },
    async [Symbol.asyncDispose]() {
      await parts.close();
      await engine.close();
      await place[Symbol.asyncDispose]();
    },
  };
}

function assemble(engine: Engine, time: VirtualTime) {
  const { processor: publisher, store } = engine;
  const world = { now: () => time.now, after: time.after };
  const sources = new Sources({
    publisher: {
      publish: (...call) => hooks.around(publisher).publish(...call),
      drained: (build) => publisher.drained(build),
    },
    sources: store,
    formats: testFormats,
    world,
    watchDirectory: () => () => {},
  });
  const asked = new Followed(sources, store.settings);
  const hooked = new Followed(sources, store.settings, 'hooked');
  const transcripts = new HookedFiles(sources, asked, hooked);
  const hooks = new ClaudeHooks({
    publisher,
    stateOf: (build) => engine.stateAt(build)?.state ?? null,
    transcripts,
    world,
  });
  return {
    hooks,
    resume: () => transcripts.resume(Date.now()),
    followed: () => hooked.paths,
    alone: (path: string, read: () => Promise<void>) =>
      sources.alone(
        path,
        read,
        async () => {},
        async () => {},
      ),
    look: (path: string) => sources.tail(path)?.poke(),
    async idle() {
      await hooks.idle();
      await sources.idle();
      await hooks.idle();
    },
    async close() {
      await sources.close();
      await hooks.close();
    },
  };
}
