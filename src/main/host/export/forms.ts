import type { Redaction } from '../../../core/redact/report.ts';

export const exportForms = ['bundle', 'html', 'ndjson'] as const;
export type ExportForm = (typeof exportForms)[number];

/** How the name of a file in each form ends. */
export const endings: Readonly<Record<ExportForm, string>> = {
  bundle: 'ratchet',
  html: 'html',
  ndjson: 'ndjson',
};

/** The header of the answer in which it says what is in it, as JSON. */
export const EXPORT_HEADER = 'Ratchet-Export';

export interface ExportAnswer {
  readonly version: number;
  readonly digest: string;
  /** Sub-agents that are builds of their own: how many, and the first of those recorded here. */
  readonly subAgents: { readonly leftOut: number; readonly builds: readonly string[] };
  /** Null where secrets were kept. */
  readonly redacted: Redaction | null;
}
