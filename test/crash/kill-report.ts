import { canonicalHash } from '../../src/core/sync/digest.ts';
import type { HostProcess } from './host-process.ts';
import type { Moment } from './kill-loop.ts';
import type { PatientProducer } from './patient-producer.ts';
import { hashOfLog, nameOf, type Recorded, recordedLog } from './recorded-log.ts';
import type { Watcher } from './watcher.ts';

export interface KillReport extends Verdict {
  readonly killed: Readonly<Record<Moment, number>>;
  /** Milliseconds from the start of the process to its first `welcome`, in order. */
  readonly starts: readonly number[];
}

export interface Verdict {
  readonly acknowledged: number;
  readonly announced: number;
  readonly fromFile: number;
  /** Events that were sent or stood in the file, and are not in the log, or in it more than once. */
  readonly lost: number;
  readonly doubled: number;
  /** Announced versions that the log no longer has, or has with another digest. */
  readonly reused: number;
  /** Acknowledgements that name another version or digest than the events have. */
  readonly misnamed: number;
  /** Questions on a reconnect that were answered as if the history were another one. */
  readonly diverged: number;
  /** Replicas that lived through all kills and do not hold the state that the log leads to. */
  readonly wrongStates: number;
  readonly answers: Readonly<Record<string, number>>;
}

/** Everything that lived through the kills. */
export interface Lived {
  readonly producer: PatientProducer;
  readonly watcher: Watcher;
  readonly followed: { readonly build: string; readonly lines: readonly string[] };
  readonly dataDir: string;
}

/** Compares what was sent, answered, announced and shown with the log. */
export async function verdict(host: HostProcess, lived: Lived): Promise<Verdict> {
  const { producer, watcher, followed } = lived;
  await watcher.until(
    () => (watcher.replicas.get(followed.build)?.version ?? 0) >= followed.lines.length,
  );
  const logs = new Map<string, Recorded>();
  for (const build of watcher.replicas.keys()) logs.set(build, await recordedLog(host, build));
  const headOf = (build: string) => (logs.get(build)?.digests.length ?? 1) - 1;
  await watcher.until(() =>
    [...watcher.replicas].every(
      ([build, { phase, version }]) => phase !== 'live' || version >= headOf(build),
    ),
  );

  const times = new Map<string, number>();
  for (const { events } of logs.values()) {
    for (const event of events) times.set(nameOf(event), (times.get(nameOf(event)) ?? 0) + 1);
  }
  const expected = [
    ...followed.lines,
    ...producer.sent.flatMap(({ events }) => events.map((event) => nameOf(event))),
  ];
  const misnamed = producer.sent.filter(({ build, key, events }) => {
    const head = producer.acknowledged.get(key);
    const log = logs.get(build);
    const last = events.at(-1);
    if (!head || !log || !last) return true;
    const there = log.events[head.version - 1];
    const isSame = there !== undefined && nameOf(there) === nameOf(last);
    return !isSame || log.digests[head.version] !== head.digest;
  });
  const announced = [...watcher.announced].flatMap(([build, versions]) =>
    [...versions].map(([version, digest]) => logs.get(build)?.digests[version] === digest),
  );
  const wrong = [...watcher.replicas].filter(([build, replica]) => {
    const log = logs.get(build);
    return !log || canonicalHash(replica.state) !== hashOfLog(log) || replica.phase !== 'live';
  });
  const answered = (kind: string) => watcher.answers.get(kind) ?? 0;
  return {
    acknowledged: producer.acknowledged.size,
    announced: announced.length,
    fromFile: followed.lines.length,
    lost: expected.filter((name) => !times.has(name)).length,
    doubled: [...times.values()].filter((count) => count > 1).length,
    reused: watcher.reused + announced.filter((isKept) => !isKept).length,
    misnamed: misnamed.length,
    diverged: answered('diverged') + answered('ahead') + answered('initial'),
    wrongStates: wrong.length,
    answers: Object.fromEntries(watcher.answers),
  };
}
