import { type BuildState, emptyState } from '../../build/state.ts';
import type { BuildEvent } from '../../build/event.ts';
import { type ClaudeState, initialState as claudeState } from '../claude/state.ts';
import { fitEvent, type NewEvent } from '../emit.ts';
import type { JsonObject } from '../json.ts';

export const HOOKS_FORMAT = 'claude-hooks';

export interface HooksState {
  /** A call, a result or a message is the same fact in a hook as in a stream: they are read alike. */
  readonly claude: ClaudeState;
  /** Calls of versions without ids that wait for their result, oldest first: by tool and input. */
  readonly unpaired: Map<string, string[]>;
  unnamed: number;
  stops: number;
  /** Text has come while it was written, so that the end of the turn need not say it. */
  displayed: boolean;
  ended: boolean;
}

/**
 * @param known the build, where it was read from hooks before, in an earlier run: it has begun, and what
 *   has no name of its own is counted on from there
 */
export function initialState({ version, turns }: BuildState = emptyState): HooksState {
  const claude = claudeState('claude-stream-json');
  const turn = { ...claude.turn, open: turns.open, count: turns.count, last: turns.last };
  return {
    claude: { ...claude, turn, started: version > 0 },
    unpaired: new Map(),
    unnamed: version,
    stops: version,
    displayed: false,
    ended: false,
  };
}

export interface HookReading {
  readonly state: HooksState;
  readonly at: number;
  readonly payload: JsonObject;
  readonly events: BuildEvent[];
  readonly problems: string[];
}

export function emit(reading: HookReading, event: NewEvent): void {
  begin(reading);
  reading.events.push(fitEvent(reading.at, event));
}

/** What the payload says of the session as a whole; the first one tells of the build. */
export function begin(reading: HookReading): void {
  const { state, at, events, payload } = reading;
  const { claude } = state;
  if (claude.started) return;
  claude.started = true;
  const { session_id: session, cwd } = payload;
  if (typeof session === 'string') claude.about.session = session;
  if (typeof cwd === 'string') claude.about.cwd = cwd;
  events.push(fitEvent(at, { kind: 'build.started', agent: 'Claude Code', ...claude.about }));
}
