import { createReadStream } from 'node:fs';
import { createInspector, type Inspection } from '../../core/agents/inspect.ts';
import { adapters } from '../../core/agents/registry.ts';
import { RatchetError } from '../../core/errors.ts';
import { unreadable } from '../read-error.ts';

/** `ratchet inspect FILE`: counts what is in a recording, without a host. */
export async function inspect(
  file: string,
  options: { json?: boolean; format?: string },
): Promise<void> {
  const found = await inspectFile(file, options.format);
  const { format, records, events, toolCalls, todoUpdates } = found;
  const { errors, unrecognised, badRecords } = found;
  if (options.json) {
    const printed = { format, records, events, toolCalls, todoUpdates };
    console.log(JSON.stringify({ ...printed, errors, unrecognised, badRecords }));
    return;
  }
  const rows: [string, string | number][] = [
    ['format', format ?? 'unknown'],
    ['sessions', found.sessions],
    ['records', records],
    ['bad records', badRecords],
    ['events', events],
    ['tool calls', toolCalls],
    ['TODO updates', todoUpdates],
    ['errors', errors],
    ['unrecognised', unrecognised],
  ];
  for (const [name, value] of rows) console.log(`${name.padEnd(14)}${value}`);
}

async function inspectFile(file: string, format: string | undefined): Promise<Inspection> {
  if (format !== undefined && !adapters.some((adapter) => adapter.format === format)) {
    const names = adapters.map((adapter) => adapter.format).join(', ');
    throw new RatchetError(
      'unknown-format',
      `There is no format "${format}". Known are: ${names}.`,
    );
  }
  const inspector = createInspector({ format });
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
      inspector.push(chunk as Buffer);
    }
  } catch (error) {
    throw unreadable(file, error);
  }
  return inspector.finish();
}
