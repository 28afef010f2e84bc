/**
 * Events that are known and deliberately tell nothing, by the beginning of their type, each with the
 * reason.
 */
const hidden: readonly (readonly [string, string])[] = Object.entries({
  'server.': 'signs of life of the server',
  'global.': 'the server is leaving',
  'installation.': 'updates of OpenCode',
  'models-dev.': 'set-up',
  'catalog.': 'set-up',
  'integration.': 'set-up',
  'plugin.': 'set-up',
  'reference.': 'set-up',
  'mcp.': 'set-up',
  'lsp.': 'language servers',
  'ide.': 'the editor',
  'tui.': 'what the terminal shows',
  'pty.': 'terminals of the user',
  'vcs.': 'the branch',
  'project.': 'set-up',
  'workspace.': 'set-up',
  'worktree.': 'set-up',
  'file.': 'the edits themselves are told',
  'command.executed': 'its prompt is told',
  'session.created': 'read as session.updated',
  'session.diff': 'the edits themselves are told',
  'session.next.agent.': 'set-up',
  'session.next.context.': 'context given to the model',
  'session.next.synthetic': 'context given to the model',
  'session.next.compaction.delta': 'its end is told',
  'session.next.revert.': 'the user looks at an older state',
  'session.next.tool.input.delta': 'the call has its input',
  'session.next.prompt.admitted': 'the prompt is told when it is used',
});

export const isHidden = (type: string): boolean =>
  hidden.some(([beginning]) => type.startsWith(beginning));
