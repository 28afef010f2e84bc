import type { BuildEvent } from '../../../core/build/event.ts';
import { reduce } from '../../../core/build/reduce.ts';
import type { BuildState } from '../../../core/build/state.ts';
import { summarise } from '../../../core/build/summary.ts';
import { messageOf } from '../../../core/errors.ts';
import type { Head } from '../../../core/sync/messages.ts';
import { nextDigest } from '../store/chain.ts';
import { CHECKPOINT_EVERY } from '../store/checkpoints.ts';
import type { Checkpoint, StoredEvent, StoredReceipt } from '../store/types.ts';
import type { Letter, Mailbox, Receipt, Refresh } from './mailbox.ts';
import { type PreparedEvent, prepareEvent, unrecognised } from './prepare.ts';

/**
 * Makes one refresh of what waits in a mailbox: numbers, chains and folds its events. Nothing of
 * the mailbox changes but that letters are taken out, and not even that where this throws: the refresh
 * takes effect when it is durable.
 * @param known heads that producers' keys led to before, where they did
 * @param takenAt the time by the observer's clock
 * @param room events, at least one, after which it takes no more letters; each is taken whole
 */
export function makeRefresh(
  mailbox: Mailbox,
  known: (keys: readonly string[]) => ReadonlyMap<string, Head>,
  now: number,
  takenAt: number,
  room = Infinity,
): Refresh {
  const letters = lettersFor(mailbox, room);

  let state = mailbox.state;
  let head = mailbox.head;
  const events: StoredEvent[] = [];
  const payloads: PreparedEvent['payloads'][number][] = [];
  const receipts: StoredReceipt[] = [];
  const taken = new Map(known(letters.flatMap(({ key }) => (key === undefined ? [] : [key]))));
  const answered: { letter: Letter; receipt: Receipt }[] = [];

  for (const letter of letters) {
    const before = letter.key === undefined ? undefined : taken.get(letter.key);
    if (before) {
      answered.push({ letter, receipt: { ...before, duplicate: true } });
      continue;
    }
    payloads.push(...letter.payloads);
    for (const prepared of letter.events) {
      const folded = foldSafely(state, prepared, now);
      state = folded.state;
      const { event, body } = folded.prepared;
      head = { version: head.version + 1, digest: nextDigest(head.digest, body) };
      events.push({ ...head, at: event.at, kind: event.kind, body });
      payloads.push(...folded.prepared.payloads);
    }
    if (letter.key !== undefined) {
      taken.set(letter.key, head);
      receipts.push({ ...head, key: letter.key });
    }
    answered.push({ letter, receipt: { ...head, duplicate: false } });
  }

  const refresh: Refresh = {
    commit: {
      build: mailbox.build,
      base: mailbox.head,
      head,
      events,
      payloads,
      marks: letters.flatMap(({ mark }) => (mark ? [mark] : [])),
      receipts,
      summary: summarise(mailbox.build, state),
      checkpoint: checkpointDue(mailbox, state),
    },
    state,
    letters: answered,
    trace: letters.findLast(({ trace }) => trace)?.trace,
    takenAt,
  };
  mailbox.letters.splice(0, letters.length);
  return refresh;
}

/** The first letters, up to so many events. */
function lettersFor({ letters }: Mailbox, room: number): Letter[] {
  let events = 0;
  const end = letters.findIndex((letter) => {
    if (events >= room) return true;
    events += letter.events.length;
    return false;
  });
  return end === -1 ? [...letters] : letters.slice(0, end);
}

/** A reducer that throws costs one event, never the build. */
function foldSafely(
  state: BuildState,
  prepared: PreparedEvent,
  now: number,
): { state: BuildState; prepared: PreparedEvent } {
  try {
    return { state: reduce(state, prepared.event), prepared };
  } catch (error) {
    const instead: BuildEvent = unrecognised(prepared.event, now, messageOf(error));
    const replaced = prepareEvent(instead, now);
    return { state: reduce(state, replaced.event), prepared: replaced };
  }
}

function checkpointDue(mailbox: Mailbox, state: BuildState): Checkpoint | null {
  const { checkpoint } = mailbox;
  if (state.version - checkpoint.version < CHECKPOINT_EVERY) return null;
  const before = checkpoint.nodes.chunks;
  const chunks = state.nodes.chunks.flatMap((chunk, index) =>
    chunk === before[index] ? [] : [index],
  );
  return { state, chunks };
}
