import { homedir } from 'node:os';
import { RatchetError } from '../../../core/errors.ts';
import type { Redaction } from '../../../core/redact/report.ts';
import { bundleOf } from '../bundle/write.ts';
import type { HostResponse } from '../server/response.ts';
import {
  EXPORT_HEADER,
  type ExportAnswer,
  type ExportForm,
  exportForms,
} from '../../../core/export-answer.ts';
import { fileName } from './file-name.ts';
import { ndjsonLines } from './ndjson.ts';
import { type Outgoing, outgoing } from './outgoing.ts';
import { type ExportReads, recordedBuild } from './recorded-build.ts';

/** Places that the header names of each kind: headers are short. */
const PLACES_IN_HEADER = 5;
const BUILDS_IN_HEADER = 5;

/**
 * `GET /v1/builds/{id}/export?as=&secrets=`: a build as a file. It is made while it is sent; secrets are
 * searched before, because what was found is told at its start.
 * @throws RatchetError `unknown-build`, `bad-request`
 */
export async function exportBuild(
  reads: ExportReads,
  id: string,
  url: URL,
  version: string,
): Promise<HostResponse> {
  const form = formIn(url);
  const keepSecrets = choiceIn(url, 'secrets', ['redact', 'keep']) === 'keep';
  const leaving = await outgoing(recordedBuild(reads, id), { keepSecrets, homes: [homedir()] });
  const { head, subAgents } = leaving.build;
  const name = fileName(leaving.build, form, leaving.edit);
  const answer: ExportAnswer = {
    ...head,
    name,
    subAgents: {
      leftOut: subAgents.length,
      builds: subAgents
        .flatMap(({ build }) => (build && isPlain.test(build) ? build : []))
        .slice(0, BUILDS_IN_HEADER),
    },
    redacted: leaving.redaction && leaving.redaction.map(shortened),
  };
  return {
    status: 200,
    headers: {
      'Content-Type': types[form],
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'no-store',
      [EXPORT_HEADER]: JSON.stringify(answer),
    },
    body: bodyOf(leaving, form, version),
  };
}

function bodyOf(
  leaving: Outgoing,
  form: ExportForm,
  version: string,
): AsyncIterable<string | Uint8Array> {
  switch (form) {
    case 'bundle':
      return bundleOf(leaving, version);
    case 'html':
      return page(leaving, version);
    case 'ndjson':
      return ndjsonLines(leaving);
  }
}

/** What reads Markdown is loaded with the first page, and not at the start of a host. */
async function* page(leaving: Outgoing, version: string): AsyncGenerator<string> {
  const { pageOf } = await import('./page/page.ts');
  yield* pageOf(leaving, version, Date.now());
}

const types: Readonly<Record<ExportForm, string>> = {
  bundle: 'application/gzip',
  html: 'text/html; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
};

const formIn = (url: URL): ExportForm => choiceIn(url, 'as', exportForms);

/** The first one where nothing is asked for. @throws RatchetError `bad-request` */
function choiceIn<Choice extends string>(
  url: URL,
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const asked = url.searchParams.get(name);
  if (asked === null) return choices[0];
  const known = choices.find((choice) => choice === asked);
  if (known !== undefined) return known;
  throw new RatchetError('bad-request', `"${name}" must be one of: ${choices.join(', ')}.`);
}

/** What a header can hold. */
const isPlain = /^[!-~]+$/;

const shortened = (entry: Redaction[number]): Redaction[number] => ({
  ...entry,
  places: entry.places.slice(0, PLACES_IN_HEADER),
});
