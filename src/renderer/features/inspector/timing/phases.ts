import type { BuildEvent } from '../../../../core/build/event.ts';
import type { ToolNode } from '../../../../core/build/state.ts';

/** A stretch of a call of which the log says what it was. Milliseconds since the call was asked for. */
export interface Phase {
  readonly kind: 'input' | 'permission' | 'question';
  readonly from: number;
  readonly to: number;
}

export interface Phases {
  readonly phases: readonly Phase[];
  /** When something came back first, after the call was asked for. */
  readonly firstOutput: number | null;
  /** How long it ran, where the agent says so itself. */
  readonly told: number | null;
}

/** What the events of a call say of its time; nothing is made up where they are silent. */
export function phasesOf(node: ToolNode, events: readonly BuildEvent[]): Phases {
  const phases: Phase[] = [];
  const asked = new Map<string, { kind: 'permission' | 'question'; at: number }>();
  let writing: number | null = null;
  let firstOutput: number | null = null;
  let told: number | null = null;
  const since = (at: number) => Math.max(0, at - node.at);
  for (const event of events) {
    const { at } = event;
    switch (event.kind) {
      case 'tool.input':
        if (event.call !== node.call) break;
        if (event.delta !== undefined) writing ??= at;
        if (event.input && writing !== null) {
          phases.push({ kind: 'input', from: since(writing), to: since(at) });
          writing = null;
        }
        break;
      case 'attention.requested':
        if (event.call !== node.call || event.reason === 'idle') break;
        asked.set(event.id, { kind: event.reason, at });
        break;
      case 'attention.cleared': {
        const request = asked.get(event.id);
        if (!request) break;
        asked.delete(event.id);
        phases.push({ kind: request.kind, from: since(request.at), to: since(at) });
        break;
      }
      case 'tool.output':
        if (event.call === node.call) firstOutput ??= since(at);
        break;
      case 'tool.ended':
        if (event.call === node.call) told = event.durationMs ?? told;
        break;
      default:
    }
  }
  return { phases, firstOutput, told };
}
