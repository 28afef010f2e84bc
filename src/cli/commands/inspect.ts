import { createReadStream } from 'node:fs';
import { createInspector, type Inspection } from '../../core/agents/inspect.ts';
import { adapters as agents } from '../../core/agents/registry.ts';
import { RatchetError } from '../../core/errors.ts';
import { eventLines } from '../../main/host/ingest/event-lines.ts';
import { isBundle } from '../bundle.ts';
import { unreadable } from '../read-error.ts';
import { inspectBundle } from './inspect-bundle.ts';

const adapters = [...agents, eventLines];

interface InspectOptions {
  readonly json?: boolean;
  readonly format?: string;
}

type Row = readonly [name: string, value: string | number];

/**
 * `ratchet inspect FILE`: counts what is in a recording, without a host; of a bundle it says which build it is.
 * @throws RatchetError `unrecognised-format`, after it has counted; `unknown-format`, `unreadable`; as `readBundle`
 */
export async function inspect(file: string, options: InspectOptions): Promise<void> {
  if (await isBundle(file)) {
    const found = await inspectBundle(file);
    show(options, found, [
      ['format', found.format],
      ['build', found.build],
      ['version', found.version],
      ['events', found.events],
      ['payloads', found.payloads],
      ['secrets', found.redacted ? 'left out' : 'not looked for'],
      ['written by', `Ratchet ${found.ratchet}`],
    ]);
    return;
  }
  const found = await inspectFile(file, options.format);
  const { format, records, events, toolCalls, todoUpdates } = found;
  const { errors, unrecognised, badRecords } = found;
  const printed = { format, records, events, toolCalls, todoUpdates };
  show(options, { ...printed, errors, unrecognised, badRecords }, [
    ['format', format ?? 'unknown'],
    ['sessions', found.sessions],
    ['records', records],
    ['bad records', badRecords],
    ['events', events],
    ['tool calls', toolCalls],
    ['TODO updates', todoUpdates],
    ['errors', errors],
    ['unrecognised', unrecognised],
  ]);
  if (format !== null) return;
  const isEmpty = records + badRecords === 0;
  throw new RatchetError(
    'unrecognised-format',
    isEmpty
      ? `${file} is empty.`
      : `${file} is in no format that Ratchet knows. If you know which it is, name it with --format: ${formatNames()}.`,
  );
}

const formatNames = () => adapters.map((adapter) => adapter.format).join(', ');

function show({ json }: InspectOptions, found: object, rows: readonly Row[]): void {
  if (json) console.log(JSON.stringify(found));
  else for (const [name, value] of rows) console.log(`${name.padEnd(14)}${value}`);
}

async function inspectFile(file: string, format: string | undefined): Promise<Inspection> {
  if (format !== undefined && !adapters.some((adapter) => adapter.format === format)) {
    throw new RatchetError(
      'unknown-format',
      `There is no format "${format}". Known are: ${formatNames()}.`,
    );
  }
  const inspector = createInspector({ format, adapters });
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
      inspector.push(chunk as Buffer);
    }
  } catch (error) {
    throw unreadable(file, error);
  }
  return inspector.finish();
}
