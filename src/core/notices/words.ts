import { type BuildSummary, titleOf } from '../build/summary.ts';
import { agentName, baseName, count } from '../format.ts';
import { newRedactor, replaceFound } from '../redact/redact-text.ts';
import type { NoticeKind } from './kinds.ts';

/** What a notification says. It may be seen by others, and stays in the system's list: no secrets in it. */
export interface Words {
  readonly title: string;
  readonly body: string;
}

const TITLE = 80;
const BODY = 120;

const one: Record<NoticeKind, string> = {
  needsYou: 'Needs you',
  failed: 'Failed',
  finished: 'Finished',
};
const many: Record<NoticeKind, string> = {
  needsYou: 'need you',
  failed: 'failed',
  finished: 'finished',
};

export function noticeOf(kind: NoticeKind, build: BuildSummary): Words {
  return {
    title: `${one[kind]} · ${fit(titleOf(build), TITLE)}`,
    body: fit(build.evidence ?? about(build), BODY),
  };
}

/** @param size how many they are in all; `builds` are the newest of them */
export function noticeOfMany(
  kind: NoticeKind,
  builds: readonly BuildSummary[],
  size: number,
): Words {
  const named = builds.slice(0, 3).map((build) => fit(titleOf(build), 40));
  const rest = size - named.length;
  return {
    title: `${count(size)} builds ${many[kind]}`,
    body: [...named, ...(rest > 0 ? [`and ${count(rest)} more`] : [])].join(', '),
  };
}

function about({ agent, cwd }: BuildSummary): string {
  const parts = [cwd === null ? null : baseName(cwd), agent === null ? null : agentName(agent)];
  return parts.filter((part) => part !== null).join(' · ');
}

const redactor = newRedactor();
const redacted = (text: string): string => replaceFound(text, redactor.find(text));

/**
 * A text of an agent on one line: redacted as a whole and then cut, so that no half of a secret
 * stays; without what would turn the line around or hide a part of it.
 */
export function fit(text: string, length: number): string {
  // Again when it is one line: a secret may have been held apart by what nobody sees.
  const safe = redacted(
    redacted(text)
      .replace(/\p{Cf}+/gu, '')
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim(),
  );
  if (safe.length <= length) return safe;
  // By characters: no half of a pair of surrogates at the end.
  return `${Array.from(safe.slice(0, length)).slice(0, -1).join('').trimEnd()}…`;
}
