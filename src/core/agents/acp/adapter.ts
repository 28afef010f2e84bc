import type { Adapter } from '../adapter.ts';
import { endAcp, readAcp } from './read.ts';
import { sureness } from './rpc.ts';
import { acpSessions } from './sessions.ts';
import { ACP_FORMAT, type AcpState, initialState } from './state.ts';

/**
 * The Agent Client Protocol between an editor and an agent: JSON-RPC lines of one side or of both,
 * as a proxy or a recorder writes them down.
 */
export const acp: Adapter<AcpState> = {
  format: ACP_FORMAT,
  framing: 'lines',
  recognise: (records) => {
    const sure = records.map(sureness);
    // Other protocols are JSON-RPC as well: one record must be of this one alone.
    if (!sure.includes(1)) return 0;
    return sure.reduce((sum, one) => sum + one, 0) / sure.length;
  },
  sessions: acpSessions,
  initial: initialState,
  read: readAcp,
  end: endAcp,
};
