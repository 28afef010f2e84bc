import { jsonIn, type JsonObject, listOf, objectOf, textOf } from '../json.ts';

/**
 * The thread that a call of the collaboration tools is about, where it is one thread: a sub-agent,
 * whose thread is a build of its own. Fields are in snake case.
 */
export function threadIn(call: JsonObject): string | undefined {
  const [first, ...others] = listOf(call['receiver_thread_ids']);
  return (
    textOf(call['new_thread_id']) ??
    textOf(call['receiver_thread_id']) ??
    (others.length === 0 ? textOf(first) : undefined)
  );
}

/** The same from what the model is answered: `{"agent_id": …}`. */
export function threadInAnswer(name: string, text: string): string | undefined {
  return /(?:^|__)spawn_agent$/.test(name) ? textOf(objectOf(jsonIn(text))['agent_id']) : undefined;
}
