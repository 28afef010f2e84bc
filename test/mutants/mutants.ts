/** A historical fault of this kind of system, as a change of one place of the code. */
export interface Mutant {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** Where the suite is expected to catch it, to save the time of running all of it. */
  readonly tests: readonly string[];
}

const replica = 'src/core/sync/replica.ts';
const client = 'src/core/sync/client.ts';
const processor = 'src/main/host/processor/processor.ts';
const refresh = 'src/main/host/processor/refresh.ts';
const store = 'src/main/host/store/store.ts';
const connection = 'src/main/host/feed/connection.ts';
const frames = 'src/main/host/feed/build-stream.ts';
const sync = ['src/core/sync', 'src/main/host/feed'];
const host = ['src/main/host/processor', 'src/main/host/engine.test.ts'];

export const mutants: readonly Mutant[] = [
  {
    name: 'a second refresh starts while one is running',
    file: processor,
    from: '    this.#loop ??= this.#run();\n  }\n\n  async #run',
    to: '    this.#loop = this.#run();\n  }\n\n  async #run',
    tests: host,
  },
  {
    name: 'the published mutex: wait for the running refresh, then start one',
    file: processor,
    from: `    this.#loop ??= this.#run();
  }

  async #run(): Promise<void> {
    while (this.#dirty.size > 0) {`,
    to: `    void (async () => {
      if (this.#loop) await this.#loop;
      this.#loop = this.#run();
      await this.#loop;
    })();
  }

  async #run(): Promise<void> {
    if (this.#dirty.size > 0) {`,
    tests: host,
  },
  {
    name: 'the version bumped before the save',
    file: processor,
    from: 'taken.push([mailbox, refresh]);',
    to: 'taken.push([mailbox, refresh]);\n        mailbox.head = refresh.commit.head;',
    tests: host,
  },
  {
    name: 'announce before commit',
    file: processor,
    from: 'const { done, failed } = await this.#commit(this.#take());',
    to: `const early = this.#take();
      for (const [{ build }, { commit }] of early) {
        this.#announce({ build, base: commit.base, head: commit.head, summary: commit.summary });
      }
      const { done, failed } = await this.#commit(early);`,
    tests: host,
  },
  {
    name: 'the last trigger dropped while refreshing',
    file: processor,
    from: 'if (mailbox.letters.length > 0) this.#dirty.add(mailbox);',
    to: '',
    tests: host,
  },
  {
    name: 'a round takes all that waits, however much',
    file: processor,
    from: 'if (events >= roundEvents) break;',
    to: '',
    tests: host,
  },
  {
    name: 'what one round leaves is lost to the next',
    file: refresh,
    from: 'mailbox.letters.splice(0, letters.length);',
    to: 'mailbox.letters = [];',
    tests: host,
  },
  {
    name: 'a log that nobody moves',
    file: 'src/main/host/store/log-mover.ts',
    from: "this.#ask('move');\n    } catch (",
    to: '    } catch (',
    tests: ['src/main/host/store/log-mover.test.ts'],
  },
  {
    name: 'a mover of the log that has failed once is never tried again',
    file: 'src/main/host/store/log-mover.ts',
    from: "      this.#state = 'at rest';\n      this.#writerMovesAt",
    to: '      this.#writerMovesAt',
    tests: ['src/main/host/store/log-mover.test.ts'],
  },
  {
    name: 'a commit is answered before the disk has it',
    file: 'src/main/host/store/log-sync.ts',
    from: 'await sync(this.#file);',
    to: 'void sync(this.#file);',
    tests: ['src/main/host/store/log-sync.test.ts'],
  },
  {
    name: 'a failed save is skipped, and its version with it',
    file: processor,
    from: 'failed.push([...only, error]);',
    to: 'done.push(only);',
    tests: host,
  },
  {
    name: 'a failed build holds up its neighbours',
    file: processor,
    from: 'else for (const entry of entries) await attempt([entry]);',
    to: 'else for (const entry of entries) failed.push([...entry, error]);',
    tests: host,
  },
  {
    name: 'a queue without bound',
    file: processor,
    from: 'throw full(build);',
    to: 'void full;',
    tests: host,
  },
  {
    name: 'a producer’s key is not kept with its events',
    file: refresh,
    from: 'receipts.push({ ...head, key: letter.key });',
    to: '',
    tests: host,
  },
  {
    name: 'the digest does not chain',
    file: refresh,
    from: 'nextDigest(head.digest, body)',
    to: "nextDigest('', body)",
    tests: [...host, 'src/main/host/feed'],
  },
  {
    name: 'the offset committed apart from its events',
    file: store,
    from: 'for (const mark of commit.marks) this.#marks.setSource(row.no, mark);',
    to: '',
    tests: ['src/main/host/engine.test.ts', 'src/main/host/ingest'],
  },
  {
    name: 'a store that stands elsewhere takes the write',
    file: store,
    from: 'if (row.version !== base.version || row.digest !== base.digest) {',
    to: 'if (false) {',
    tests: host,
  },
  {
    name: 'a checkpoint misses the chunks that changed',
    file: refresh,
    from: 'chunk === before[index] ? [] : [index],',
    to: 'index < before.length ? [] : [index],',
    tests: host,
  },
  {
    name: 'events that are folded together change the state that was shown before',
    file: 'src/core/build/vector.ts',
    from: 'if (ofGroup?.has(chunks)) return',
    to: 'if (ofGroup) return',
    tests: ['src/core/build/vector.test.ts', 'src/core/build/reduce.test.ts'],
  },
  {
    name: 'a gap that is ignored',
    file: replica,
    from: 'if (delta.base > replica.version) {',
    to: 'if (false) {',
    tests: sync,
  },
  {
    name: 'a digest that does not follow is accepted',
    file: replica,
    from: 'if (digest !== delta.digest) return resync(replica);',
    to: '',
    tests: sync,
  },
  {
    name: 'a duplicate delta applied twice',
    file: replica,
    from: 'const fresh = delta.events.slice(-(delta.version - replica.version));',
    to: 'const fresh = delta.events;',
    tests: sync,
  },
  {
    name: 'replay past the live path',
    file: replica,
    from: '  if (delta.base > replica.version) {',
    to: `  if (answers(replica, delta)) {
    const state = kind.apply(replica.state, delta.events);
    const replayed = counters.replayed + delta.events.length;
    const { version, digest } = delta;
    return acknowledged(
      live({ ...replica, state, version, digest, fruitless: 0, counters: { ...counters, replayed } }),
    );
  }
  if (delta.base > replica.version) {`,
    tests: sync,
  },
  {
    name: 'a late snapshot turns the version back',
    file: replica,
    from: 'if (!wanted) return still(replica);',
    to: '',
    tests: sync,
  },
  {
    name: 'a snapshot without one of its parts is taken',
    file: replica,
    from: 'gathered.runs.length !== snapshot.parts',
    to: 'gathered.runs.length === 0',
    tests: sync,
  },
  {
    name: 'parts of one answer are taken for those of another',
    file: replica,
    from: 'gathered?.digest === digest && gathered.ask === ask;',
    to: 'gathered !== null;',
    tests: sync,
  },
  {
    name: 'a part that comes after one that was lost takes its place',
    file: replica,
    from: 'if (part.part !== runs.length) return next;',
    to: '',
    tests: sync,
  },
  {
    name: 'a delta goes out before the last part of a snapshot',
    file: connection,
    from: '!watch.stopSending && hasCredit',
    to: 'hasCredit',
    tests: sync,
  },
  {
    name: 'parts go on after a new question',
    file: connection,
    from: 'before?.stopSending?.();',
    to: '',
    tests: sync,
  },
  {
    name: 'a gap followed by silence is never found',
    file: replica,
    from: "  if (replica.phase === 'broken') return still(replica);\n  if (!head)",
    to: '  return still(replica);\n  if (!head)',
    tests: sync,
  },
  {
    name: 'recovery never gives up',
    file: replica,
    from: "if (fruitless > PATIENCE) return still({ ...next, phase: 'broken' });",
    to: '',
    tests: sync,
  },
  {
    name: 'a late close kills the successor',
    file: client,
    from: 'if (this.#connection === connection) this.#lose(connection);\n    });\n    this.#listen',
    to: 'if (this.#connection) this.#lose(this.#connection);\n    });\n    this.#listen',
    tests: sync,
  },
  {
    name: 'a line that is silent is taken for alive',
    file: client,
    from: 'this.link.heartbeat * 2.5',
    to: 'this.link.heartbeat * 1e9',
    tests: sync,
  },
  {
    name: 'a heartbeat without versions',
    file: connection,
    from: 'heads[stream] = frames.head()',
    to: 'void frames',
    tests: sync,
  },
  {
    name: 'the cursor registered after catch-up is read',
    file: connection,
    from: 'this.#watches.set(stream, watch);',
    to: 'setImmediate(() => this.#watches.set(stream, watch));',
    tests: sync,
  },
  {
    name: 'the watcher is registered behind its catch-up',
    file: 'src/main/host/feed/watch.ts',
    from: 'cursorAt(stands ?? head)',
    to: 'cursorAt({ ...head, version: head.version + 1 })',
    tests: sync,
  },
  {
    name: 'the number of an earlier watch is taken for another stream',
    file: 'src/core/sync/stream-numbers.ts',
    from: 'const known = this.#streams.indexOf(message.stream);',
    to: 'const known = this.#streams.fill(message.stream).indexOf(message.stream);',
    tests: sync,
  },
  {
    name: 'a short delta bears the number of another watcher',
    file: 'src/main/host/feed/watch.ts',
    from: '? short(as)',
    to: '? short(0)',
    tests: sync,
  },
  {
    name: 'a delta loses its trace in the short form',
    file: frames,
    from: '(carried || ask !== undefined',
    to: '(ask !== undefined',
    tests: sync,
  },
  {
    name: 'a watcher that acknowledges nothing is sent everything',
    file: 'src/main/host/feed/cursor.ts',
    from: 'cursor.unacknowledged.length < CREDIT',
    to: 'true',
    tests: sync,
  },
  {
    name: 'a snapshot older than the delta after it',
    file: frames,
    from: 'if (this.#snapshot?.head.digest !== head.digest) {',
    to: 'if (!this.#snapshot) {',
    tests: sync,
  },
  {
    name: 'an ahead client treated as current',
    file: frames,
    from: "return 'ahead';",
    to: 'return null;',
    tests: sync,
  },
  {
    name: 'the digest of another history accepted',
    file: frames,
    from: "return ours === since.digest ? null : 'diverged';",
    to: 'return null;',
    tests: sync,
  },
  {
    name: 'a deleted build whose agent goes on is purged all the same',
    file: 'src/main/host/store/log.ts',
    from: "case when ${builds.version} = ${at('version')} then ${builds.deletedAt} end",
    to: '${builds.deletedAt}',
    tests: ['src/main/host/catalogue'],
  },
  {
    name: 'a build that came back behind its commit is purged at the next start',
    file: 'src/main/host/catalogue/catalogue.ts',
    from: 'this.#parts.store.markDeleted([build], null);',
    to: '',
    tests: ['src/main/host/catalogue'],
  },
  {
    name: 'a purged build that goes on is recorded from where its file was read to',
    file: 'src/main/host/ingest/read-again.ts',
    from: 'events.length === 0 || !this.#store.isPurged(source)',
    to: 'events.length >= 0',
    tests: ['src/main/host/ingest/read-again.test.ts'],
  },
];
