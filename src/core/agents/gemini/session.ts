import { isObject, type JsonObject, listOf, textOf, timeOf } from '../json.ts';
import { emit, learn } from '../reading.ts';
import { readMessage } from './messages.ts';
import { newsOf, type Reading } from './state.ts';

/**
 * A record of a session file: what is known of the session, or a message. The older files are one
 * document that is written anew with every change; the newer ones are lines, in which a message that
 * changed comes again, `$set` changes what is known (messages among it), and `$rewindTo` takes back a
 * message and all after it.
 */
export function readSession(reading: Reading, record: JsonObject): void {
  const { $set: set, $rewindTo: rewind } = record;
  if (typeof rewind === 'string') {
    if (newsOf(reading, `rewind:${rewind}`, '') !== 'new') return;
    emit(reading, {
      kind: 'notice',
      text: 'The conversation was taken back to an earlier message',
    });
  } else if (isObject(set)) readAbout(reading, set);
  else if (isAbout(record)) readAbout(reading, record);
  else readMessage(reading, record);
}

/** Members of a document are told in two parts where some of them come after its messages. */
export const isAbout = (record: JsonObject): boolean =>
  'sessionId' in record || 'projectHash' in record || (!('id' in record) && hasAbout(record));

const hasAbout = (record: JsonObject) =>
  ['startTime', 'lastUpdated', 'summary', 'directories', 'kind', 'memoryScratchpad'].some(
    (field) => field in record,
  );

function readAbout(reading: Reading, about: JsonObject): void {
  reading.at = timeOf(about['startTime']) ?? timeOf(about['lastUpdated']) ?? reading.at;
  learn(reading, 'session', textOf(about['sessionId']));
  if (about['kind'] === 'subagent') learn(reading, 'parentSession', reading.state.caller);
  learn(reading, 'cwd', textOf(listOf(about['directories'])[0]));
  const summary = textOf(about['summary']);
  if (summary !== undefined) learn(reading, 'title', summary);
  // A document on one line, or a history that was written anew.
  for (const message of listOf(about['messages'])) readMessage(reading, message);
}
