import type { Outcome } from '../../../../core/build/event.ts';
import type { HooksState } from '../../../../core/agents/claude-hooks/state.ts';
import type { JsonObject } from '../../../../core/agents/json.ts';

/** One hook as it came. */
export interface Hook {
  readonly payload: JsonObject;
  /** When it came, in milliseconds since the epoch. */
  readonly at: number;
  /** The agent's process; null where the hook did not say it. */
  readonly process: number | null;
}

/** A session of Claude Code that hooks told of. */
export interface HookedSession {
  readonly id: string;
  /** Hooks are read one after the other; this settles when the latest has been. */
  reading: Promise<void>;
  /** What came before it was clear whether its transcript can be read. */
  readonly held: Hook[];
  /** Ends the waiting for its transcript; null where nothing waits. */
  cancelPatience: (() => void) | null;
  /** The transcript that is read. */
  file: string | null;
  /** State of the adapter, of a session that is read from its hooks alone. */
  own: HooksState | null;
  /** How its last turn ended, and the hook that told of its end. */
  stopped: Outcome | null;
  ended: Hook | null;
}

export const newSession = (id: string): HookedSession => ({
  id,
  reading: Promise.resolve(),
  held: [],
  cancelPatience: null,
  file: null,
  own: null,
  stopped: null,
  ended: null,
});

/** What a hook says of its session for the hooks to come. */
export function note(session: HookedSession, hook: Hook): void {
  switch (hook.payload['hook_event_name']) {
    case 'Stop':
      session.stopped = 'succeeded';
      break;
    case 'StopFailure':
      session.stopped = 'failed';
      break;
    case 'UserPromptSubmit':
      session.stopped = null;
      break;
    case 'SessionEnd':
      session.ended = hook;
      break;
    case 'SessionStart':
      session.ended = null;
      break;
  }
}
