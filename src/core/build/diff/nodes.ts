import type { ToolOutcome } from '../event.ts';
import type {
  AttachmentNode,
  BuildState,
  ErrorNode,
  Node,
  NoticeNode,
  TextNode,
  ToolNode,
  UnrecognisedNode,
  UserNode,
} from '../state.ts';
import { CHUNK } from '../vector.ts';

/** A tool that was at work between two versions. */
export interface ToolDiff {
  readonly node: ToolNode;
  readonly started: boolean;
  readonly ended: boolean;
  /** How it stood before; null also where it was not there yet. */
  readonly was: ToolOutcome | null;
}

/** Text, reasoning or a message that was written between two versions. */
export interface TextDiff {
  readonly node: TextNode | UserNode;
  readonly isNew: boolean;
  /** How much longer it is; below zero where a shorter text took its place. In UTF-16 units. */
  readonly grown: number;
  /** The beginning of what is new in it. */
  readonly beginning: string;
}

export interface NodeDiffs {
  readonly tools: readonly ToolDiff[];
  readonly texts: readonly TextDiff[];
  readonly errors: readonly ErrorNode[];
  readonly others: readonly (AttachmentNode | NoticeNode | UnrecognisedNode)[];
}

/** As much of a text as a row can show. */
const BEGINNING = 240;

/** What was added to the nodes, and what in them went on. A node keeps its place for good. */
export function nodeDiffs(before: BuildState, after: BuildState): NodeDiffs {
  const tools: ToolDiff[] = [];
  const texts: TextDiff[] = [];
  const errors: ErrorNode[] = [];
  const others: NodeDiffs['others'][number][] = [];
  touched(before, after, (former, node) => {
    switch (node.kind) {
      case 'tool':
        tools.push(toolDiff(former?.kind === 'tool' ? former : null, node));
        break;
      case 'text':
      case 'reasoning':
      case 'user':
        texts.push(textDiff(former?.kind === node.kind ? former : null, node));
        break;
      case 'error':
        errors.push(node);
        break;
      default:
        others.push(node);
    }
  });
  return { tools, texts, errors, others };
}

/** Tells of each node that an event after `before` spoke of, with what it was. Shared chunks are passed over. */
function touched(
  before: BuildState,
  after: BuildState,
  tell: (former: Node | undefined, node: Node) => void,
): void {
  after.nodes.chunks.forEach((chunk, at) => {
    const former = before.nodes.chunks[at];
    if (former === chunk) return;
    const size = before.nodes.size - at * CHUNK;
    chunk.forEach((node, index) => {
      if (node.to > before.version) tell(index < size ? former?.[index] : undefined, node);
    });
  });
}

function toolDiff(former: ToolNode | null, node: ToolNode): ToolDiff {
  const was = former?.outcome ?? null;
  return { node, started: former === null, ended: was === null && node.outcome !== null, was };
}

function textDiff(former: TextDiff['node'] | null, node: TextDiff['node']): TextDiff {
  const continues = former !== null && node.text.startsWith(former.text);
  const fresh = continues ? node.text.slice(former.text.length) : node.text;
  return {
    node,
    isNew: former === null,
    grown: node.length - (former?.length ?? 0),
    beginning: fresh.slice(0, BEGINNING),
  };
}
