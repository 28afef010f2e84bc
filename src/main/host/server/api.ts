import { eventKinds } from '../../../core/build/event.ts';
import { reported } from '../../../core/build/standing.ts';
import { tellEarlier } from '../../../core/build/earlier.ts';
import type { Head } from '../../../core/sync/messages.ts';
import { RatchetError } from '../../../core/errors.ts';
import { newBreath } from '../export/breath.ts';
import type { HostReads } from './host-reads.ts';
import { type HostResponse, json, jsonText, notFound, problem } from './response.ts';
import { segments } from './path.ts';
import type { Actions } from './routes.ts';
import { stateText } from './state-text.ts';

/** The read side of the API, the same over loopback and over `app://`. */
export interface Api {
  /** Never rejects: errors are answers. */
  get(url: URL): Promise<HostResponse>;
}

/** Events in one answer of `/events`; a caller asks on from the last version that it got. */
const EVENTS_LIMIT = 100_000;

/** What is read: builds and the host itself, the files that are followed, the agents of this machine, the faults put in on purpose. */
export type ApiReads = Pick<
  Actions,
  'reads' | 'sources' | 'agents' | 'faults' | 'version' | 'settings' | 'restorableBuilds'
>;

export function createApi(from: ApiReads): Api {
  return {
    async get(url) {
      try {
        return await route(from, url);
      } catch (error) {
        return problem(error);
      }
    },
  };
}

async function route(from: ApiReads, url: URL): Promise<HostResponse> {
  const { reads, sources, faults, version } = from;
  const [root, kind, id, detail, ...rest] = segments(url);
  if (root === 'v1' && rest.length === 0) {
    if (kind === 'health' && id === undefined) return json(reads.health());
    if (kind === 'sources' && id === undefined) return json(sources(listsFiles(url)));
    if (kind === 'settings' && id === undefined) return json(from.settings.answer());
    if (kind === 'agents' && id === undefined) return json({ agents: await from.agents() });
    if (kind === 'watchers' && id === undefined) return json({ watchers: reads.watchers() });
    if (kind === 'faults' && id === undefined) return json({ faults: faults?.report() ?? null });
    if (kind === 'search' && id === undefined) return searchFor(reads, url);
    if (kind === 'deleted' && id === undefined) return json({ builds: from.restorableBuilds() });
    if (kind === 'builds' && id === undefined) return json({ builds: buildsOf(reads) });
    if (kind === 'builds' && id && detail === undefined) return buildOf(reads, id);
    if (kind === 'builds' && id && detail === 'state') return stateOf(reads, id, url);
    if (kind === 'builds' && id && detail === 'events') return eventsOf(reads, id, url);
    if (kind === 'builds' && id && detail === 'export') return reads.exported(id, url, version);
    if (kind === 'payloads' && id && detail === undefined) return payloadOf(reads, id);
  }
  throw notFound(url.pathname);
}

const buildsOf = (reads: HostReads) => {
  const now = reads.now();
  return reads.builds().map((build) => reported(build, now));
};

function buildOf(reads: HostReads, id: string): HostResponse {
  const build = reads.builds().find((one) => one.id === id);
  if (!build) throw unknownBuild(id);
  return json(reported(build, reads.now()));
}

/** The state at a version; to who holds a later one, `held=version.digest`, what was different in it. */
async function stateOf(reads: HostReads, id: string, url: URL): Promise<HostResponse> {
  // Reading a state of the past takes some milliseconds: one in a turn, however many are asked for.
  await newBreath()();
  const version = versionIn(url, 'version');
  const found = reads.stateAt(id, version);
  if (!found) {
    if (version === undefined || reads.head(id).version === 0) throw unknownBuild(id);
    throw new RatchetError('unknown-version', `Build ${id} has no version ${version}.`);
  }
  const held = heldIn(url);
  const later = held && held.version >= found.version && reads.isPast(id, held);
  const head = later ? reads.stateAt(id) : null;
  if (!head) return jsonText(wholeState(found));
  const { state, ...rest } = found;
  return json({ ...rest, earlier: tellEarlier(state, head.state) });
}

/** A long state is written in the order of its answer, and others have their turns meanwhile. */
async function* wholeState({
  state,
  ...head
}: NonNullable<ReturnType<HostReads['stateAt']>>): AsyncIterable<string> {
  const breathe = newBreath();
  await breathe();
  yield `${JSON.stringify(head).slice(0, -1)},"state":`;
  for (const text of stateText(state)) {
    await breathe();
    yield text;
  }
  yield '}';
}

function heldIn(url: URL): Head | null {
  const text = url.searchParams.get('held');
  if (text === null) return null;
  const [, version, digest] = /^(\d{1,15})\.([0-9a-f]{16})$/.exec(text) ?? [];
  if (version !== undefined && digest !== undefined) return { version: Number(version), digest };
  throw new RatchetError(
    'bad-request',
    '"held" must be a version and its digest: 120.0123456789abcdef',
  );
}

function eventsOf(reads: HostReads, id: string, url: URL): HostResponse {
  const head = reads.head(id);
  if (head.version === 0) throw unknownBuild(id);
  const from = versionIn(url, 'from') ?? 0;
  const to = Math.min(versionIn(url, 'to') ?? head.version, head.version, from + EVENTS_LIMIT);
  return {
    status: 200,
    headers: { 'Content-Type': 'application/x-ndjson; charset=utf-8', 'Cache-Control': 'no-store' },
    body: lines(reads.eventsText(id, from, to), kindIn(url)),
  };
}

/** `?files=0` leaves out the single files, of which there may be thousands. */
const listsFiles = (url: URL): boolean => url.searchParams.get('files') !== '0';

/** `body` is JSON already: it is put into the line as it is. Its kind stands first in it. */
async function* lines(
  events: Iterable<{ version: number; body: string }>,
  kind: string | null,
): AsyncIterable<string> {
  const breathe = newBreath();
  const start = kind === null ? '' : `{"kind":${JSON.stringify(kind)},`;
  for (const { version, body } of events) {
    await breathe();
    if (body.startsWith(start)) yield `{"version":${version},"event":${body}}\n`;
  }
}

function kindIn(url: URL): string | null {
  const kind = url.searchParams.get('kind');
  if (kind === null || eventKinds.includes(kind)) return kind;
  throw new RatchetError('bad-request', `"kind" must be one of: ${eventKinds.join(', ')}.`);
}

/** Whatever is typed can be looked for: only the limit may be wrong. */
function searchFor(reads: HostReads, url: URL): HostResponse {
  const limit = url.searchParams.get('limit');
  if (limit !== null && !/^([1-9]\d?|100)$/.test(limit)) {
    throw new RatchetError('bad-request', '"limit" must be from 1 to 100.');
  }
  const build = url.searchParams.get('build') ?? undefined;
  const query = url.searchParams.get('q') ?? '';
  const offset = versionIn(url, 'offset');
  return json(
    reads.search({ query, build, offset, ...(limit === null ? {} : { limit: Number(limit) }) }),
  );
}

function payloadOf(reads: HostReads, key: string): HostResponse {
  const payload = reads.payload(key);
  if (!payload) {
    throw new RatchetError('unknown-payload', 'There is no such payload; it may have been pruned.');
  }
  // Agents' output is hostile: a browser that is sent here must not run it as a page of ours.
  const headers = {
    'Content-Type': /^[\w.+-]+\/[\w.+-]+$/.test(payload.mime)
      ? payload.mime
      : 'application/octet-stream',
    'Content-Disposition': 'attachment',
    'Cache-Control': 'private, max-age=31536000, immutable',
  };
  return { status: 200, headers, body: payload.body };
}

/** A version, or another count from 0. */
function versionIn(url: URL, name: string): number | undefined {
  const text = url.searchParams.get(name);
  if (text === null) return undefined;
  const value = Number(text);
  if (/^\d{1,15}$/.test(text)) return value;
  throw new RatchetError('bad-request', `"${name}" must be a whole number: 0, 1, 2 …`);
}

const unknownBuild = (id: string) =>
  new RatchetError('unknown-build', `There is no build ${id.slice(0, 256)}.`);
