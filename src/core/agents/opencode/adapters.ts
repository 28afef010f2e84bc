import type { Json } from '../../build/content.ts';
import type { Adapter } from '../adapter.ts';
import { isObject, type JsonObject, objectOf, textOf } from '../json.ts';
import { endOpenCode, eventOf, readOpenCode } from './read.ts';
import { initialState, type OpenCodeFormat, type OpenCodeState } from './state.ts';

const todoTools: ReadonlySet<string> = new Set(['todowrite']);

const adapter = (
  format: OpenCodeFormat,
  framing: Adapter<OpenCodeState>['framing'],
  isOurs: (record: JsonObject) => boolean,
  session: (record: JsonObject) => string | undefined,
): Adapter<OpenCodeState> => ({
  format,
  framing,
  todoTools,
  recognise: (records) =>
    records.length === 0
      ? 0
      : records.filter((record) => isObject(record) && isOurs(record)).length / records.length,
  session: (record: Json) => (isObject(record) ? (session(record) ?? null) : null),
  initial: () => initialState(format),
  read: readOpenCode,
  end: endOpenCode,
});

const families =
  /^(?:server|global|installation|session|message|permission|question|todo|file|lsp|ide|tui|pty|vcs|mcp|project|command|catalog|models-dev|plugin|integration|reference|workspace|worktree)\./;

/** `GET /event` and `GET /global/event` of a server. A sub-agent has a session, and is a build, of its own. */
export const openCodeEvents = adapter(
  'opencode-events',
  'sse',
  (record) => {
    const event = eventOf(record);
    if (!event) return true;
    return families.test(textOf(event['type']) ?? '') && isObject(event['properties']);
  },
  (record) => {
    const given = objectOf(eventOf(record)?.['properties']);
    const info = objectOf(given['info']);
    const type = textOf(eventOf(record)?.['type']) ?? '';
    return (
      textOf(given['sessionID']) ??
      textOf(info['sessionID']) ??
      textOf(objectOf(given['part'])['sessionID']) ??
      // Old events of a session have only its info.
      (type.startsWith('session.') ? textOf(info['id']) : undefined)
    );
  },
);

/** `opencode run --format json`. */
export const openCodeRun = adapter(
  'opencode-run',
  'lines',
  (record) =>
    textOf(record['sessionID']) !== undefined &&
    (isObject(record['part'])
      ? textOf(record['part']['messageID']) !== undefined
      : record['type'] === 'error' && isObject(record['error'])),
  (record) => textOf(record['sessionID']),
);

/**
 * The messages of a session in OpenCode's own store, each with the parts of it that have changed.
 * Told whole with every change, as an export; told while it goes on, as events.
 */
export const openCodeStore = adapter(
  'opencode-store',
  'lines',
  // It is read from its tables, and never found in a file.
  () => false,
  ({ info }) => textOf(objectOf(info)['sessionID']) ?? textOf(objectOf(info)['id']),
);

/** `opencode export`, and the messages of a session as the server gives them. */
export const openCodeExport = adapter(
  'opencode-export',
  'document',
  ({ info, parts, messages }) => {
    if (!isObject(info)) return false;
    if (Array.isArray(parts)) return textOf(info['role']) !== undefined && 'sessionID' in info;
    return 'projectID' in info || ('directory' in info && Array.isArray(messages ?? []));
  },
  ({ info }) => textOf(objectOf(info)['sessionID']) ?? textOf(objectOf(info)['id']),
);
