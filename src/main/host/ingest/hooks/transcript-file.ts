import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { type JsonObject, textOf } from '../../../../core/agents/json.ts';

/** Nothing else is opened because a hook says so. */
export const isTranscript = (path: string): boolean => isAbsolute(path) && path.endsWith('.jsonl');

/** The transcript that a hook names, by its real path; null where this machine cannot read it (yet). */
export async function transcriptOf(payload: JsonObject): Promise<string | null> {
  const told = textOf(payload['transcript_path']);
  if (told === undefined || !isTranscript(told)) return null;
  try {
    const path = await realpath(told);
    await access(path, constants.R_OK);
    return (await stat(path)).isFile() ? path : null;
  } catch {
    return null;
  }
}
