/** Records in the shape of a Claude Code transcript, written for these tests. */
export function said(id: string, text: string, session = 's1'): string {
  return JSON.stringify({
    type: 'assistant',
    uuid: `u-${id}`,
    parentUuid: null,
    isSidechain: false,
    sessionId: session,
    cwd: '/project',
    version: '2.0.0',
    timestamp: '2026-01-01T00:00:00.000Z',
    message: {
      id: `m-${id}`,
      type: 'message',
      role: 'assistant',
      model: 'model',
      content: [{ type: 'text', text }],
    },
  });
}

/** The same as one line of `--output-format stream-json`. */
export function streamed(id: string, text: string, session = 's1'): string {
  return JSON.stringify({
    type: 'assistant',
    uuid: `u-${id}`,
    session_id: session,
    parent_tool_use_id: null,
    message: { id: `m-${id}`, role: 'assistant', content: [{ type: 'text', text }] },
  });
}

export const init = (session: string): string =>
  JSON.stringify({
    type: 'system',
    subtype: 'init',
    session_id: session,
    cwd: '/p',
    model: 'm',
    tools: [],
  });
