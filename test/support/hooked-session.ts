import type { JsonObject } from '../../src/core/agents/json.ts';

/** One session of Claude Code as it writes its transcript and tells its hooks, on one clock. */
export type Happening = { readonly time: number } & (
  { readonly line: JsonObject } | { readonly hook: JsonObject }
);

const START = Date.UTC(2026, 0, 1);
const SESSION = 'f00dcafe-0000-4000-8000-000000000001';

/** @param transcript path of the file that hooks name */
function sessionScript(transcript: string) {
  let time = START;
  const next = () => (time += 1000);
  const happenings: Happening[] = [];
  const hook = (name: string, rest: JsonObject = {}) => {
    const base = { session_id: SESSION, transcript_path: transcript, cwd: '/project' };
    happenings.push({ time: next(), hook: { ...base, hook_event_name: name, ...rest } });
  };
  const line = (type: string, message: JsonObject) => {
    const at = next();
    happenings.push({
      time: at,
      line: {
        type,
        uuid: `u-${at}`,
        parentUuid: null,
        isSidechain: false,
        sessionId: SESSION,
        cwd: '/project',
        version: '2.1.200',
        timestamp: new Date(at).toISOString(),
        message,
      },
    });
  };
  const says = (text: string) => assistant({ type: 'text', text });
  const assistant = (block: JsonObject) =>
    line('assistant', { id: `m-${time}`, role: 'assistant', model: 'model', content: [block] });
  return {
    session: SESSION,
    happenings,
    hook,
    says,
    prompt(text: string) {
      hook('UserPromptSubmit', { prompt: text });
      line('user', { role: 'user', content: text });
    },
    asks(id: string, command: string) {
      assistant({ type: 'tool_use', id, name: 'Bash', input: { command } });
    },
    answered(id: string, output: string) {
      line('user', {
        role: 'user',
        content: [{ type: 'tool_result', tool_use_id: id, content: output }],
      });
    },
  };
}

/** A session in which two calls wait for the user, and one does not; until the last answer. */
export function waitingSession(transcript: string) {
  const script = sessionScript(transcript);
  const permission = (command: string) =>
    script.hook('PermissionRequest', { tool_name: 'Bash', tool_input: { command } });
  script.hook('SessionStart', { source: 'startup' });
  script.prompt('Prune the hedge');
  // The same command as before, which needed no permission then.
  script.asks('c1', 'prune hedge');
  script.answered('c1', 'the first side');
  script.asks('c2', 'prune hedge');
  script.asks('c3', 'ls garden');
  permission('prune hedge');
  script.answered('c3', 'hedge');
  script.hook('Notification', {
    message: 'Claude needs your permission to use Bash',
    notification_type: 'permission_prompt',
  });
  script.answered('c2', 'the other side');
  script.asks('c4', 'burn leaves');
  permission('burn leaves');
  script.answered('c4', 'burnt');
  script.says('The hedge is pruned.');
  return script;
}

/** The same to its end. */
export function wholeSession(transcript: string) {
  const script = waitingSession(transcript);
  script.hook('Stop', { last_assistant_message: 'The hedge is pruned.' });
  script.hook('Notification', {
    message: 'Claude is waiting for your input',
    notification_type: 'idle_prompt',
  });
  script.prompt('Thank you');
  script.says('You are welcome.');
  script.hook('Stop', { last_assistant_message: 'You are welcome.' });
  script.hook('SessionEnd', { reason: 'prompt_input_exit' });
  return script;
}
