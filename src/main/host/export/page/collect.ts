import type { Content } from '../../../../core/build/content.ts';
import { type BuildEvent, type BuildEventOf } from '../../../../core/build/event.ts';
import { reduce } from '../../../../core/build/reduce.ts';
import { type BuildState, emptyState } from '../../../../core/build/state.ts';
import { cutBodies } from '../cut-bodies.ts';
import type { Outgoing } from '../outgoing.ts';

/** A change of a file, with what the agent told of it. */
export type Change = BuildEventOf<'file.changed'> & { readonly diff: Content };

/** What a page shows of a build: the state, and what a state does not carry. */
export interface Collected {
  readonly state: BuildState;
  readonly changes: readonly Change[];
  /** Changes past what a page has room for. */
  readonly leftOut: number;
  /** Pictures that were set apart, by their keys: base64. */
  readonly pictures: ReadonlyMap<string, string>;
}

/** What a page has room for, in UTF-16 units or bytes. */
const CHANGES = 4 * 1024 * 1024;
const PICTURE = 1024 * 1024;
const PICTURES = 8 * 1024 * 1024;

/** Folds the events as they leave: what was redacted in them is redacted in the state. */
export async function collect(leaving: Outgoing): Promise<Collected> {
  let state = emptyState;
  const changes: Change[] = [];
  const pictures = new Map<string, string>();
  let leftOut = 0;
  let changed = 0;
  let pictured = 0;
  for await (const { body, payloads } of leaving.events()) {
    const event = JSON.parse(body) as BuildEvent;
    state = reduce(state, event);
    if (event.kind === 'file.changed' && event.diff) {
      if (changed + body.length > CHANGES) leftOut += 1;
      else changes.push({ ...event, diff: event.diff });
      changed += body.length;
    }
    for (const { payload, mime } of cutBodies(event)) {
      const whole = payloads.find(({ key }) => key === payload)?.body;
      if (!whole || !mime.startsWith('image/') || pictures.has(payload)) continue;
      if (whole.length > PICTURE || pictured + whole.length > PICTURES) continue;
      pictured += whole.length;
      pictures.set(payload, whole.toString('base64'));
    }
  }
  return { state, changes, leftOut, pictures };
}
