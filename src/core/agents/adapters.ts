import type { AnyAdapter } from './adapter.ts';
import { claudeStreamJson } from './claude/stream-json.ts';
import { claudeTranscript } from './claude/transcript.ts';

/** Every agent's format that Ratchet reads. */
export const adapters: readonly AnyAdapter[] = [claudeTranscript, claudeStreamJson];
