import { createReadStream } from 'node:fs';
import { cutOff } from '../../main/host/bundle/errors.ts';
import { type BundleEnd, type BundleHeader, bundleLimits } from '../../main/host/bundle/format.ts';
import { readBundle } from '../../main/host/bundle/read.ts';

export interface InspectedBundle {
  readonly format: 'ratchet-bundle';
  /** The build as it was called where it was exported. */
  readonly build: string;
  /** The version of Ratchet that wrote it. */
  readonly ratchet: string;
  /** Version of the build. */
  readonly version: number;
  readonly events: number;
  readonly payloads: number;
  /** Whether secrets were looked for and left out. */
  readonly redacted: boolean;
}

/** Reads a bundle to its end, which checks all of it. @throws RatchetError as `readBundle` */
export async function inspectBundle(file: string): Promise<InspectedBundle> {
  let header: BundleHeader | null = null;
  let end: BundleEnd | null = null;
  for await (const part of readBundle(createReadStream(file), bundleLimits)) {
    if (part.is === 'header') ({ header } = part);
    if (part.is === 'end') ({ end } = part);
  }
  if (!header || !end) throw cutOff();
  return {
    format: 'ratchet-bundle',
    build: header.build,
    ratchet: header.version,
    version: header.head.version,
    events: end.events,
    payloads: end.payloads,
    redacted: header.redacted !== null,
  };
}
