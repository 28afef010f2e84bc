import type { Content } from '../../build/content.ts';
import type { BuildEvent, PlanItem } from '../../build/event.ts';
import type { NewEvent } from '../emit.ts';
import { emitBegun } from '../reading.ts';
import type { Picture } from '../pictures.ts';
import type { JsonObject } from '../json.ts';
import type { Request } from './rpc.ts';

export const ACP_FORMAT = 'acp';

export interface AcpState {
  started: boolean;
  session: string | null;
  titled: boolean;
  model: string | null;
  /** Connections so far (each begins with `initialize`): ids of requests begin again in each. */
  connection: number;
  /** The client's side is recorded too, so that turns begin with its prompts and nowhere else. */
  hasClient: boolean;
  turnOpen: boolean;
  turns: number;
  last: 'succeeded' | 'failed' | 'cancelled' | null;
  /** Something of the conversation has been told. */
  hasContent: boolean;
  /** Between `session/load` and its answer the agent tells the past again. */
  loading: 'first' | 'again' | null;
  readonly pending: Map<string, AcpRequest>;
  /** The block that each conversation (the main one: '') is writing. */
  readonly writing: Map<string, AcpBlock>;
  /** Blocks by the id of their message: more of one may come after another. */
  readonly messages: Map<string, string>;
  blocks: number;
  /** What the user said, until something else comes: its pieces have no end. */
  heard: { text: string; images: number; pictures: Picture[]; parent: string | undefined } | null;
  /** The prompt of this turn; an agent may say it again. */
  prompt: string | null;
  readonly calls: Map<string, AcpCall>;
  readonly ended: Set<string>;
  /** Requests that wait for the user, and the call that waits with each. */
  readonly attention: Map<string, string | null>;
  readonly plans: Map<string, PlanItem[]>;
  readonly terminals: Map<string, AcpTerminal>;
  /** Files written through the client, until a call tells the same with a diff. */
  readonly written: Set<string>;
  /** Sub-agents with a session of their own, and the call that stands for each. */
  readonly children: Map<string, string>;
  hasTokens: boolean;
  compactions: Set<string>;
}

export interface AcpRequest extends Request {
  readonly params: JsonObject;
  /** Key of the attention that it asked for. */
  readonly attention?: string;
}

export interface AcpBlock {
  readonly kind: 'text' | 'reasoning';
  readonly block: string;
}

export interface AcpCall {
  name: string;
  target: string | null;
  kind: string;
  output: Content | null;
  content: JsonObject[];
  terminal: string | null;
  exitCode: number | null;
  refused: boolean;
  parent: string | undefined;
}

export interface AcpTerminal {
  call: string | null;
  exitCode: number | null;
}

export function initialState(): AcpState {
  return {
    started: false,
    session: null,
    titled: false,
    model: null,
    connection: 0,
    hasClient: false,
    turnOpen: false,
    turns: 0,
    last: null,
    hasContent: false,
    loading: null,
    pending: new Map(),
    writing: new Map(),
    messages: new Map(),
    blocks: 0,
    heard: null,
    prompt: null,
    calls: new Map(),
    ended: new Set(),
    attention: new Map(),
    plans: new Map(),
    terminals: new Map(),
    written: new Set(),
    children: new Map(),
    hasTokens: false,
    compactions: new Set(),
  };
}

export interface AcpReading {
  readonly state: AcpState;
  readonly at: number;
  readonly events: BuildEvent[];
}

export const emit = (reading: AcpReading, event: NewEvent): void =>
  emitBegun(reading, 'ACP agent', event);
