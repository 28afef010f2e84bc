import type { Adapter } from '../adapter.ts';
import { buildStreamSessions, sureness } from './envelope.ts';
import { endBuildStream, readBuildStream } from './read.ts';
import { BUILD_STREAM_FORMAT, type BuildStreamState, initialState } from './state.ts';

/**
 * What the runner of the service that Ratchet comes from sends: messages about a build, with the AI
 * SDK's stream in pieces within some of them.
 */
export const buildStream: Adapter<BuildStreamState> = {
  format: BUILD_STREAM_FORMAT,
  framing: 'lines',
  recognise: (records) =>
    records.length === 0
      ? 0
      : records.reduce<number>((sum, record) => sum + sureness(record), 0) / records.length,
  sessions: buildStreamSessions,
  initial: initialState,
  read: readBuildStream,
  end: endBuildStream,
};
