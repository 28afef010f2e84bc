import { z } from 'zod';
import { redactionSchema } from './redact/report.ts';

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

export const exportAnswerSchema = z.object({
  version: z.number(),
  digest: z.string(),
  /** What the file may be called: of the build's title and date, plain ASCII. */
  name: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
  /** Sub-agents that are builds of their own: how many, and the first of those recorded here. */
  subAgents: z.object({ leftOut: z.number(), builds: z.array(z.string()) }),
  /** Null where secrets were kept. */
  redacted: redactionSchema.nullable(),
});

export type ExportAnswer = Readonly<z.infer<typeof exportAnswerSchema>>;
