import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { z } from 'zod';
import { messageOf, RatchetError } from '../../../core/errors.ts';
import { redactionSchema } from '../../../core/redact/report.ts';
import { endings, EXPORT_HEADER, type ExportForm } from '../../../main/host/export/forms.ts';
import { findOrStartHost, type HostLink, problemOf } from '../../host-link.ts';
import { findBuild } from './find-build.ts';
import { checkFree, targetPath, writeWhole } from './target.ts';
import { leftOutInWords, leftOutSchema, redactionInWords } from './words.ts';

export interface ExportOptions {
  readonly as: ExportForm;
  readonly output?: string;
  readonly keepSecrets?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}

const answerSchema = z.object({
  version: z.number(),
  digest: z.string(),
  /** A host of before does not tell. */
  subAgents: leftOutSchema.default({ leftOut: 0, builds: [] }),
  redacted: redactionSchema.nullable(),
});

/** `ratchet export BUILD`: writes a build as one file; secrets are left out unless they are to be kept. */
export async function exportBuild(asked: string, options: ExportOptions): Promise<void> {
  const { as: form, output, keepSecrets = false, force = false, json = false } = options;
  const host = await findOrStartHost();
  try {
    const build = await findBuild(host, asked);
    const isPiped = output === '-';
    const name = `${build.replace(/[^A-Za-z0-9._-]/g, '-')}.${endings[form]}`;
    const path = isPiped ? '-' : await targetPath(output, name);
    if (!isPiped && !force) await checkFree(path);

    const { answer, content } = await request(host, build, form, keepSecrets);
    if (isPiped) await pipeline(content, process.stdout);
    else await writeWhole(path, content, force);

    const bytes = isPiped ? null : (await stat(path)).size;
    // What is piped has the standard output to itself.
    const say = isPiped ? console.error : console.log;
    if (json) {
      say(JSON.stringify({ build, as: form, file: isPiped ? null : path, bytes, ...answer }));
      return;
    }
    for (const line of redactionInWords(answer.redacted)) console.error(line);
    for (const line of leftOutInWords(answer.subAgents)) console.error(line);
    if (!isPiped) say(`Wrote ${path} (version ${answer.version}, ${bytes} bytes)`);
  } finally {
    await host.close();
  }
}

async function request(host: HostLink, build: string, form: ExportForm, keepSecrets: boolean) {
  const query = `as=${form}&secrets=${keepSecrets ? 'keep' : 'redact'}`;
  const response = await fetch(
    `http://127.0.0.1:${host.port}/v1/builds/${encodeURIComponent(build)}/export?${query}`,
    { headers: { authorization: `Bearer ${host.token}` } },
  );
  if (!response.ok) throw problemOf(response.status, await response.json());
  const answer = answerSchema.parse(JSON.parse(response.headers.get(EXPORT_HEADER) ?? 'null'));
  const content = Readable.from(whole(response.body as ReadableStream<Uint8Array>));
  return { answer, content };
}

async function* whole(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (cause) {
    throw new RatchetError(
      'export-broken',
      `The export broke off (${messageOf(cause)}), and no file was made of it. Try it again.`,
      { cause },
    );
  }
}
