import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { RatchetError } from '../../../core/errors.ts';
import {
  faultAnswerSchema,
  type FaultCommand,
  type FaultReport,
  type FaultRequest,
  type Faults,
  type FaultScript,
  faultScriptSchema,
  faultsOff,
  faultsSchema,
} from '../../../core/sync/faults/faults.ts';
import { watcherReportSchema } from '../../../core/sync/messages.ts';
import { ask, type HostLink, runningHost } from '../../host-link.ts';
import { unreadable } from '../../read-error.ts';
import { commandInWords, reportInWords, scriptInWords, seconds } from './words.ts';

const watchersSchema = z.object({ watchers: z.array(watcherReportSchema) });

/** How often a host is asked whether a script has ended, in milliseconds. */
const INTERVAL = 100;

/** `ratchet faults`: who watches, what goes wrong for them on purpose, and what they counted. */
export async function listFaults(options: { json?: boolean }): Promise<void> {
  const link = await runningHost();
  const faults = await reportOf(link);
  const { watchers } = watchersSchema.parse(await ask(link, 'GET', '/v1/watchers'));
  console.log(
    options.json
      ? JSON.stringify({ faults, watchers })
      : reportInWords(faults, watchers).join('\n'),
  );
}

/** `ratchet faults set`: replaces the faults of a watcher, or of everyone. */
export const setFaults = (watcher: string, faults: Partial<Faults>): Promise<void> =>
  command({ do: 'set', watcher, faults: faultsSchema.parse(faults) });

/** `ratchet faults cut`: ends a connection, and refuses it a new one for some milliseconds. */
export const cut = (watcher: string, milliseconds: number): Promise<void> =>
  command({ do: 'cut', watcher, milliseconds });

/** `ratchet faults clear`: heals everything, and stops a script. */
export const clear = (): Promise<void> => command({ do: 'clear' });

async function command(wanted: FaultCommand): Promise<void> {
  const link = await runningHost();
  if (wanted.do !== 'clear') await checkWatcher(link, wanted.watcher);
  await take(link, { type: 'command', command: wanted });
  console.log(commandInWords(wanted));
}

/** `ratchet faults record`: heals everything, and begins a new script with this seed or a random one. */
export async function record(options: { seed?: number }): Promise<void> {
  const { seed = randomInt(2 ** 32) } = options;
  await take(await runningHost(), { type: 'record', seed });
  console.log(`Recording, seed ${seed}`);
}

/** `ratchet faults script`: what was done since the recording began, as JSON. */
export async function printScript(): Promise<void> {
  const { script } = await reportOf(await runningHost());
  console.log(JSON.stringify(script, null, 2));
}

/** `ratchet faults play FILE`: does a recorded script again. `-` reads it from the standard input. */
export async function play(file: string, options: { wait?: boolean }): Promise<void> {
  const script = await readScript(file);
  const link = await runningHost();
  await take(link, { type: 'play', script });
  console.log(scriptInWords(script).join('\n'));
  if (!options.wait) return;
  const begun = performance.now();
  while ((await reportOf(link)).pending > 0) await wait(INTERVAL);
  console.log(`Done after ${seconds(performance.now() - begun)}`);
}

async function readScript(file: string): Promise<FaultScript> {
  const read = file === '-' ? text(process.stdin) : readFile(file, 'utf8');
  const json = await read.catch((error: unknown) => {
    throw unreadable(file, error);
  });
  const parsed = faultScriptSchema.safeParse(parseJson(json));
  if (parsed.success) return parsed.data;
  throw new RatchetError(
    'bad-script',
    `${file === '-' ? 'The input' : file} is no script of faults, and nothing was changed. Make one with "ratchet faults script".\n${z.prettifyError(parsed.error)}`,
  );
}

/** Undefined where it is no JSON, which no schema takes. */
function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** @throws RatchetError `unknown-watcher`; a host would take the command and do nothing */
async function checkWatcher(link: HostLink, label: string): Promise<void> {
  const known = (await reportOf(link)).watchers.map((watcher) => watcher.label);
  if (label === '*' || known.includes(label)) return;
  const there = known.length > 0 ? `There are ${known.join(', ')}.` : 'Nobody watches yet.';
  throw new RatchetError('unknown-watcher', `There is no watcher ${label}. ${there}`);
}

const reportOf = async (link: HostLink): Promise<FaultReport> =>
  answered(await ask(link, 'GET', '/v1/faults'));

const take = async (link: HostLink, request: FaultRequest): Promise<FaultReport> =>
  answered(await ask(link, 'POST', '/v1/faults', request));

/** @throws RatchetError `faults-off` */
function answered(answer: unknown): FaultReport {
  const { faults } = faultAnswerSchema.parse(answer);
  if (faults) return faults;
  throw faultsOff();
}
