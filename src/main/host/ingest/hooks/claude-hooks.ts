import { claudeHooks } from '../../../../core/agents/claude-hooks/adapter.ts';
import { initialState } from '../../../../core/agents/claude-hooks/state.ts';
import { isObject, textOf } from '../../../../core/agents/json.ts';
import { keepNewest } from '../../../../core/agents/memory.ts';
import { readRecord } from '../../../../core/agents/registry.ts';
import type { BuildEvent } from '../../../../core/build/event.ts';
import type { BuildState } from '../../../../core/build/state.ts';
import { messageOf, RatchetError } from '../../../../core/errors.ts';
import type { Presence } from '../../presence.ts';
import type { Publisher } from '../../processor/publisher.ts';
import { safeName, shortHash } from '../build-id.ts';
import { publishPatiently } from '../publish-patiently.ts';
import type { TailWorld } from '../tail-options.ts';
import { type Hook, type HookedSession, newSession, note } from './session.ts';
import { TranscriptBuilds } from './transcript-builds.ts';
import { transcriptOf } from './transcript-file.ts';

/** The transcripts that are followed, as hooks need them. */
export interface Transcripts {
  /** Follows a transcript, if nobody does yet. */
  follow(path: string): Promise<void>;
  /** The same for one that is not there yet, if it can be. */
  await(path: string): Promise<void>;
  /** Follows it no longer, if it was followed because of a hook. */
  leave(path: string): Promise<void>;
  /** Settles when what the file holds by now is recorded. */
  catchUp(path: string): Promise<void>;
  /** The build that it is read into, or will be. */
  buildOf(path: string): string | null;
}

export interface ClaudeHooksOptions {
  readonly publisher: Publisher;
  /** A build as it stands; null where there is none. */
  readonly stateOf: (build: string) => BuildState | null;
  readonly transcripts: Transcripts;
  readonly world: TailWorld;
  readonly presence?: Pick<Presence, 'process'>;
}

/** Hooks that may wait to be read, and sessions remembered. */
const MOST_WAITING = 2000;
const MOST_SESSIONS = 2000;
/** Hooks kept of a session that has no transcript yet. */
const MOST_HELD = 200;
/** How long a transcript is waited for, and a slow reading of it. Milliseconds. */
const PATIENCE = 5000;
const CATCH_UP = 1000;
/** A session that has ended may be resumed; its file is followed for so long. */
const LINGER = 10 * 60_000;

/**
 * Takes what Claude Code tells its hooks. A session whose transcript can be read here is one build with
 * it: hooks add what the file lacks. Another one is a build of its hooks alone.
 */
export class ClaudeHooks {
  readonly #options: ClaudeHooksOptions;
  readonly #sessions = new Map<string, HookedSession>();
  readonly #builds: TranscriptBuilds;
  readonly #closing = new AbortController();
  readonly #lingering = new Set<() => void>();
  #waiting = 0;

  constructor(options: ClaudeHooksOptions) {
    this.#options = options;
    this.#builds = new TranscriptBuilds({
      publish: (build, events) => this.#publish(build, events),
      stateOf: options.stateOf,
      now: () => options.world.now(),
      warn: (error) => this.#warn(error),
    });
  }

  /**
   * Takes a hook; returns at once, as an agent waits. @throws RatchetError `bad-request`, `mailbox-full`
   */
  take(value: unknown, process: number | null = null): void {
    const payload = isObject(value) ? value : {};
    const id = textOf(payload['session_id']);
    const name = textOf(payload['hook_event_name']);
    if (id === undefined || id.length > 512 || name === undefined) {
      throw new RatchetError('bad-request', 'This is not what Claude Code tells its hooks.');
    }
    if (this.#waiting >= MOST_WAITING || this.#closing.signal.aborted) {
      throw new RatchetError('mailbox-full', 'Too many hooks wait. This one was not recorded.', {
        retryable: true,
      });
    }
    const session = this.#session(id);
    const hook = { payload, at: this.#options.world.now(), process };
    this.#waiting += 1;
    session.reading = session.reading
      .then(() => this.#read(session, hook))
      .catch((error: unknown) => this.#warn(error))
      .finally(() => (this.#waiting -= 1));
  }

  /** The publisher that transcripts are to be read into. */
  around(publisher: Publisher): Publisher {
    return this.#builds.around(publisher);
  }

  /** Settles when what was taken has been read. */
  async idle(): Promise<void> {
    await Promise.all([...this.#sessions.values()].map(({ reading }) => reading));
    await this.#builds.idle();
  }

  async close(): Promise<void> {
    for (const session of this.#sessions.values()) session.cancelPatience?.();
    for (const cancel of this.#lingering) cancel();
    // What was taken is still recorded, unless it has to wait.
    this.#closing.abort();
    // The store commits what it was given when it is closed itself, or says what keeps it from that.
    await this.#soon(this.idle());
  }

  #session(id: string): HookedSession {
    const session = this.#sessions.get(id) ?? newSession(id);
    this.#sessions.delete(id);
    this.#sessions.set(id, session);
    keepNewest(this.#sessions, MOST_SESSIONS);
    return session;
  }

  async #read(session: HookedSession, hook: Hook): Promise<void> {
    const isPlaced = session.file !== null || session.own !== null;
    if (!isPlaced && !(await this.#place(session, hook))) {
      session.held.push(hook);
      if (session.held.length > MOST_HELD) session.held.shift();
      // Known from now on, so that a host that is started meanwhile reads it when it comes.
      await this.#options.transcripts.await(textOf(hook.payload['transcript_path']) ?? '');
      return this.#havePatience(session);
    }
    await this.#tellHeld(session);
    await this.#tell(session, hook);
  }

  /** Decides what the session is read from. @returns false: its transcript may still come */
  async #place(session: HookedSession, { payload }: Hook): Promise<boolean> {
    const known = this.#options.stateOf(ownBuildId(session.id));
    if (known) session.own = initialState(known);
    if (session.own) return true;
    session.file = await transcriptOf(payload);
    if (session.file === null) return false;
    await this.#options.transcripts.follow(session.file);
    return true;
  }

  /** Sessions have no transcript before the first prompt, nor in time; those elsewhere never have one. */
  #havePatience(session: HookedSession): void {
    session.cancelPatience ??= this.#options.world.after(PATIENCE, () => {
      session.cancelPatience = null;
      session.reading = session.reading
        .then(() => this.#giveUp(session))
        .catch((error: unknown) => this.#warn(error));
    });
  }

  async #giveUp(session: HookedSession): Promise<void> {
    const [first] = session.held;
    if (!first || session.file !== null || session.own) return;
    if (!(await this.#place(session, first))) {
      // Nothing was done in it yet, so that there need be no transcript: a prompt may be held up.
      if (session.held.every(({ payload }) => beforeWork.has(payload['hook_event_name']))) return;
      session.own = initialState();
      await this.#options.transcripts.leave(textOf(first.payload['transcript_path']) ?? '');
    }
    await this.#tellHeld(session);
  }

  async #tellHeld(session: HookedSession): Promise<void> {
    session.cancelPatience?.();
    session.cancelPatience = null;
    for (const hook of session.held.splice(0)) await this.#tell(session, hook);
  }

  async #tell(session: HookedSession, hook: Hook): Promise<void> {
    note(session, hook);
    if (session.file === null) return this.#tellOwn(session, hook);
    await this.#tellBeside(session, session.file, hook);
  }

  async #tellOwn(session: HookedSession, hook: Hook): Promise<void> {
    const { payload, at } = hook;
    const state = session.own ?? initialState();
    const step = readRecord(claudeHooks, state, { value: payload, at });
    session.own = state;
    await this.#publish(ownBuildId(session.id), step.events);
    this.#watch(session, ownBuildId(session.id), hook);
  }

  async #tellBeside(session: HookedSession, file: string, hook: Hook): Promise<void> {
    const { transcripts, world } = this.#options;
    await transcripts.follow(file);
    await this.#soon(transcripts.catchUp(file));
    const build = transcripts.buildOf(file);
    if (build !== null) {
      await this.#builds.tell(build, hook, session.stopped);
      this.#watch(session, build, hook);
    }
    if (session.ended !== hook) return;
    const cancel = world.after(LINGER, () => {
      this.#lingering.delete(cancel);
      if (session.ended === hook) void transcripts.leave(file).catch(() => {});
    });
    this.#lingering.add(cancel);
  }

  /** After its end a process may be another's. */
  #watch(session: HookedSession, build: string, { process }: Hook): void {
    if (process !== null && session.ended === null) this.#options.presence?.process(build, process);
  }

  async #publish(build: string, events: readonly BuildEvent[]): Promise<void> {
    if (events.length === 0) return;
    const { publisher } = this.#options;
    const { signal } = this.#closing;
    // At the end there is no time for patience.
    if (signal.aborted) await publisher.publish(build, events);
    else await publishPatiently(publisher, build, events, {}, signal);
  }

  /** Not for ever: many files may be read before this one. */
  async #soon(reading: Promise<void>): Promise<void> {
    let cancel = () => {};
    const late = new Promise<void>((resolve) => {
      cancel = this.#options.world.after(CATCH_UP, resolve);
    });
    await Promise.race([reading, late]);
    cancel();
  }

  #warn(error: unknown): void {
    if (this.#closing.signal.aborted) return;
    process.emitWarning(`A hook of Claude Code was not recorded: ${messageOf(error)}`);
  }
}

const beforeWork: ReadonlySet<unknown> = new Set([
  'SessionStart',
  'SessionEnd',
  'Setup',
  'UserPromptSubmit',
]);

/** The build of a session that is read from its hooks alone. */
const ownBuildId = (session: string): string =>
  `claude-hooks-${safeName(session)}-${shortHash(session, 8)}`;
