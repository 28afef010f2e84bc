import type { Json } from '../../build/content.ts';
import type { Adapter } from '../adapter.ts';
import { isObject, textOf } from '../json.ts';
import { meanOf } from '../sureness.ts';
import { endAgUi, readAgUi } from './read.ts';
import { AG_UI_FORMAT, type AgUiState, initialState } from './state.ts';

const own =
  /^(?:RUN_(?:STARTED|FINISHED|ERROR)|STEP_(?:STARTED|FINISHED)|(?:TEXT|REASONING|THINKING_TEXT)_MESSAGE_\w+|TOOL_CALL_(?:START|ARGS|END|CHUNK|RESULT)|(?:REASONING|THINKING)_\w+|STATE_(?:SNAPSHOT|DELTA)|MESSAGES_SNAPSHOT|ACTIVITY_(?:SNAPSHOT|DELTA)|SUBAGENT_(?:STARTED|FINISHED|ERROR))$/;

/** The Agent–User Interaction protocol: events of a thread, as an event stream, in lines or in a list. */
export const agUi: Adapter<AgUiState> = {
  format: AG_UI_FORMAT,
  framing: 'sse',
  recognise: (records) => meanOf(records, sureness),
  session: (record) => (isObject(record) ? (textOf(record['threadId']) ?? null) : null),
  initial: initialState,
  read: readAgUi,
  end: endAgUi,
};

function sureness(record: Json): number {
  const type = isObject(record) ? textOf(record['type']) : undefined;
  if (type === undefined) return 0;
  if (own.test(type)) return 1;
  return type === 'RAW' || type === 'CUSTOM' ? 0.5 : 0;
}
