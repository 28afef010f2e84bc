import type { ExportAnswer } from '../../../core/export-answer.ts';
import { plural } from '../../../core/format.ts';
import type { Redaction } from '../../../core/redact/report.ts';

/** What was left out, a line a kind: how often, and the first places. */
export function redactionInWords(redaction: Redaction | null): string[] {
  if (redaction === null) {
    return ['Secrets were kept: look through the file before you give it to anyone.'];
  }
  if (redaction.length === 0) return ['Redacted: nothing was found'];
  return [
    'Redacted:',
    ...redaction.map(({ kind, count, places }) => {
      const named = places.slice(0, 5).map(({ version, field }) => `v${version} ${field}`);
      const more = count > named.length ? ', …' : '';
      return `  ${String(count).padStart(6)}  ${kind}  (${named.join(', ')}${more})`;
    }),
  ];
}

/** That sub-agents are not in it, and what to export to have them too. */
export function leftOutInWords({ leftOut, builds }: ExportAnswer['subAgents']): string[] {
  if (leftOut === 0) return [];
  const which = builds.length === 0 ? 'not recorded here' : builds.join(', ');
  const more = builds.length > 0 && leftOut > builds.length ? ', …' : '';
  const how = leftOut === 1 ? 'a build of its own' : 'builds of their own';
  return [`Left out: ${plural(leftOut, 'sub-agent')} that ran as ${how} (${which}${more})`];
}
