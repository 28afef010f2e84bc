import type { BuildState } from '../state.ts';
import { statusOf } from '../summary.ts';

/** One fact about the whole build that is another one now; null where it was or is not known. */
export interface FieldChange {
  readonly name: 'status' | 'title' | 'agent' | 'model' | 'folder' | 'needs you';
  readonly before: string | null;
  readonly after: string | null;
  /** Where it can be seen, as far as the state tells: the end of a build, a request. */
  readonly at: number;
}

export function fieldChanges(before: BuildState, after: BuildState): FieldChange[] {
  const former = fieldsOf(before);
  return fieldsOf(after).flatMap((field, index) => {
    const was = former[index]?.value ?? null;
    const { name, value, at } = field;
    return was === value ? [] : [{ name, before: was, after: value, at: at ?? after.version }];
  });
}

function fieldsOf(state: BuildState) {
  const request = state.attention.at(-1);
  const field = (name: FieldChange['name'], value: string | null, at?: number) => ({
    name,
    value,
    at,
  });
  return [
    // Before the first event there is no build to have a status.
    field('status', state.version === 0 ? null : statusOf(state).status, state.ended?.version),
    field('needs you', request?.text ?? null, request?.version),
    field('title', state.title),
    field('agent', state.agent),
    field('model', state.model),
    field('folder', state.cwd),
  ];
}
