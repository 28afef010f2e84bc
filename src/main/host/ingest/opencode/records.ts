import type { Json } from '../../../../core/build/content.ts';
import { isObject, jsonIn, type JsonObject } from '../../../../core/agents/json.ts';
import type { SessionRow } from './store.ts';

// Rows as the records that OpenCode itself makes of them: ids stand in columns of their own, the rest
// is JSON.

export const records = {
  session(row: SessionRow): Json {
    return {
      info: {
        id: row.id,
        projectID: row.project_id,
        ...(row.parent_id === null ? {} : { parentID: row.parent_id }),
        directory: row.directory,
        title: row.title,
        version: row.version,
        time: { created: row.time_created, updated: row.time_updated },
      },
    };
  },

  /** @param parts id and JSON; null for one that is gone */
  message(
    sessionID: string,
    id: string,
    data: string,
    parts: readonly (readonly [string, string | null])[],
  ): Json {
    const info = parsed(data);
    // What is no JSON is told as it is, as something that was not understood.
    if (info === null) return { message: id, data };
    return {
      info: { ...info, id, sessionID },
      parts: parts.flatMap(([part, text]) =>
        text === null ? [] : [{ ...parsed(text), id: part, sessionID, messageID: id }],
      ),
    };
  },
};

function parsed(text: string): JsonObject | null {
  const value = jsonIn(text);
  return isObject(value) ? value : null;
}
