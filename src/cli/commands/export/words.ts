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
