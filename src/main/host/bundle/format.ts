import { z } from 'zod';
import { redactionSchema } from '../../../core/redact/report.ts';

// The lines of a bundle: docs/bundle.md says what they mean.

/** Raised when an older Ratchet could not read what a newer one writes. */
export const BUNDLE_FORMAT = 1;

/** What the first line begins with, whatever the version. */
export const markSchema = z.object({
  ratchet: z.literal('bundle'),
  format: z.number().int().positive(),
});

const digest = z.string().regex(/^[0-9a-f]{16}$/);
const count = z.number().int().nonnegative();

export const headerSchema = markSchema.extend({
  /** The Ratchet that wrote it. */
  version: z.string().max(64),
  /** Version of the reducer there: another one may fold the events into another state. */
  reducer: count,
  /** The build as it was called there, and where its log stood. */
  build: z.string().min(1).max(200),
  head: z.object({ version: z.number().int().positive(), digest }),
  /** Sub-agents that are builds of their own and not in the file; older bundles do not tell. */
  subAgents: z.object({ leftOut: count }).optional(),
  /** What was redacted; null where nothing was looked for. */
  redacted: redactionSchema.nullable(),
});

export const payloadLineSchema = z.object({
  payload: z.string().regex(/^[0-9a-f]{32}$/),
  mime: z.string().max(256),
  text: z.string().optional(),
  /** Not looked at further: the name of the payload tells whether it is right. */
  base64: z.string().optional(),
});

export const endSchema = z.object({
  end: z.object({
    events: count,
    payloads: count,
    /** Digest of the events in this file. */
    digest,
    /** SHA-256 of every byte before this line. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
});

export type BundleHeader = z.infer<typeof headerSchema>;
export type BundleEnd = z.infer<typeof endSchema>['end'];

/** What a bundle may be, in bytes: it comes from anywhere. */
export interface BundleLimits {
  readonly file: number;
  /** One line, and the payloads of one event; the largest is 32 MiB, and base64 makes a third more of it. */
  readonly line: number;
  /** All lines together. */
  readonly expanded: number;
  /** Times that the file may grow when it is unpacked, past the first `slack` bytes. */
  readonly ratio: number;
  readonly slack: number;
}

const MiB = 1024 * 1024;

export const bundleLimits: BundleLimits = {
  file: 1024 * MiB,
  line: 64 * MiB,
  expanded: 4096 * MiB,
  ratio: 200,
  slack: 64 * MiB,
};
