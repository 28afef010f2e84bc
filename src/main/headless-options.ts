import { parseArgs } from 'node:util';
import { messageOf, RatchetError } from '../core/errors.ts';

/** What the headless monitor understands of its command line. */
export interface HeadlessOptions {
  dataDir?: string;
  port?: number;
  demo: boolean;
  /** Lets faults be put into the stream on purpose. */
  faults: boolean;
  readOnly: boolean;
}

/** Reads the command line. @throws RatchetError `bad-option`, `bad-port` */
export function headlessOptions(args: readonly string[]): HeadlessOptions {
  const values = parsed(args);
  return {
    ...(values['data-dir'] === undefined ? {} : { dataDir: values['data-dir'] }),
    ...(values.port === undefined ? {} : { port: portOf(values.port) }),
    demo: values.demo,
    faults: values.faults,
    readOnly: values['read-only'],
  };
}

function parsed(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        'data-dir': { type: 'string' },
        port: { type: 'string' },
        demo: { type: 'boolean', default: false },
        faults: { type: 'boolean', default: false },
        'read-only': { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (cause) {
    throw new RatchetError(
      'bad-option',
      `${messageOf(cause)}. Nothing was started. "npm start -- --help" lists what there is.`,
      { cause },
    );
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new RatchetError('bad-port', `"${text}" is not a port: give a number from 0 to 65535.`);
}

/** The options that are for a start: of a host that runs already they change nothing. */
export function idleOptions(given: HeadlessOptions, runningPort: number): string[] {
  const { port = runningPort, faults, readOnly } = given;
  return [
    ...(port === runningPort ? [] : ['--port']),
    ...(faults ? ['--faults'] : []),
    ...(readOnly ? ['--read-only'] : []),
  ];
}
