import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { messageOf, RatchetError } from '../../../core/errors.ts';
import { EXPORT_HEADER, exportAnswerSchema, type ExportForm } from '../../../core/export-answer.ts';
import { findOrStartHost, type HostLink, problemOf } from '../../host-link.ts';
import { findBuild } from './find-build.ts';
import { checkFree, targetPath, writeWhole } from './target.ts';
import { leftOutInWords, redactionInWords } from './words.ts';

export interface ExportOptions {
  readonly as: ExportForm;
  readonly output?: string;
  readonly keepSecrets?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** A host of before does not tell all of it. */
const answerSchema = exportAnswerSchema.extend({
  name: exportAnswerSchema.shape.name.optional(),
  subAgents: exportAnswerSchema.shape.subAgents.default({ leftOut: 0, builds: [] }),
});

/** `ratchet export BUILD`: writes a build as one file; secrets are left out unless they are to be kept. */
export async function exportBuild(asked: string, options: ExportOptions): Promise<void> {
  const { as: form, output, keepSecrets = false, force = false, json = false } = options;
  const host = await findOrStartHost();
  try {
    const build = await findBuild(host, asked);
    const isPiped = output === '-';
    const { answer, content } = await request(host, build, form, keepSecrets);
    const { name = `build.${form}`, ...said } = answer;
    const path = isPiped ? '-' : await targetPath(output, name);
    if (isPiped) await pipeline(content, process.stdout);
    else {
      try {
        if (!force) await checkFree(path);
        await writeWhole(path, content, force);
      } finally {
        content.destroy();
      }
    }

    const bytes = isPiped ? null : (await stat(path)).size;
    // What is piped has the standard output to itself.
    const say = isPiped ? console.error : console.log;
    if (json) {
      say(JSON.stringify({ build, as: form, file: isPiped ? null : path, bytes, ...said }));
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
