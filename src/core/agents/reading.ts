import type { BuildEvent } from '../build/event.ts';
import { fitEvent, type NewEvent, unrecognised } from './emit.ts';
import type { RawRecord } from './adapter.ts';

/** What is known of a build as a whole. */
export interface About {
  title?: string;
  agentVersion?: string;
  model?: string;
  cwd?: string;
  session?: string;
  parentSession?: string;
  parentCall?: string;
}

/** What every adapter that learns of the build piece by piece remembers. */
export interface Known {
  readonly format: string;
  started: boolean;
  readonly about: About;
}

/** The reading of one record: what the parts of an adapter hand to each other. */
export interface Reading<State> {
  readonly state: State;
  readonly at: number;
  readonly events: BuildEvent[];
  /** Facts about the build that this record changed. */
  readonly changed: About;
  /** Why (parts of) the record were not understood. */
  readonly problems: string[];
}

type Telling = Pick<Reading<unknown>, 'at' | 'events'>;

export function emit(reading: Telling, event: NewEvent, at = reading.at): void {
  reading.events.push(fitEvent(at, event));
}

/** Like `emit`; the first event of all begins the build. */
export function emitBegun(
  reading: Telling & { readonly state: { started: boolean } },
  agent: string,
  event: NewEvent,
): void {
  if (!reading.state.started) {
    reading.state.started = true;
    emit(reading, { kind: 'build.started', agent });
  }
  emit(reading, event);
}

/** Notes a fact about the build; it is told with the record's events. */
export function learn(
  { state, changed }: Pick<Reading<Pick<Known, 'about'>>, 'state' | 'changed'>,
  field: keyof About,
  value: string | undefined,
): void {
  if (value === undefined || state.about[field] === value) return;
  state.about[field] = value;
  changed[field] = value;
}

/** What a record said of the build as a whole; a build begins with the first record that tells something. */
export function newsOfBuild(
  { state, at, events, changed }: Reading<Known>,
  agent: string,
): BuildEvent[] {
  if (!state.started) {
    if (events.length === 0) return [];
    state.started = true;
    return [fitEvent(at, { kind: 'build.started', agent, ...state.about })];
  }
  if (Object.keys(changed).length === 0) return [];
  return [fitEvent(at, { kind: 'build.updated', ...changed })];
}

/**
 * The events of a record of a document that may be read again from its start: its first event names the
 * session and nothing else, because what else a document says may change and its beginning is to stay.
 */
export function eventsOfRecord(
  { state, at, events, changed, problems }: Reading<Known>,
  agent: string,
  record: RawRecord,
): BuildEvent[] {
  const all = [...events];
  const when = Math.min(at, ...events.map((event) => event.at));
  const isNews = Object.keys(changed).length > 0;
  if (!state.started && (isNews || all.length > 0)) {
    state.started = true;
    const { session, ...rest } = changed;
    if (Object.keys(rest).length > 0) {
      all.unshift(fitEvent(when, { kind: 'build.updated', ...rest }));
    }
    all.unshift(fitEvent(when, { kind: 'build.started', agent, session }));
  } else if (isNews) all.unshift(fitEvent(when, { kind: 'build.updated', ...changed }));
  if (problems.length > 0) {
    const event = unrecognised(state.format, record.value, problems.join('; '));
    all.push(fitEvent(record.at, event));
  }
  return all;
}
