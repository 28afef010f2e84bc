import { parseArgs } from 'node:util';

/** What the desktop application understands of its command line; the rest belongs to Chromium. */
export interface ShellOptions {
  dataDir?: string;
  port?: number;
  demo: boolean;
  /** Lets faults be put into the stream on purpose. */
  faults: boolean;
  readOnly: boolean;
}

/** Reads the command line. `argv` is without the executable. */
export function shellOptions(argv: readonly string[]): ShellOptions {
  // Not strict: Chromium's switches are on the same line, and unknown to us.
  const { values } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    options: {
      'data-dir': { type: 'string' },
      port: { type: 'string' },
      demo: { type: 'boolean' },
      faults: { type: 'boolean' },
      'read-only': { type: 'boolean' },
    },
  });
  const dataDir = values['data-dir'];
  const port = typeof values.port === 'string' ? Number(values.port) : Number.NaN;
  return {
    ...(typeof dataDir === 'string' && dataDir !== '' ? { dataDir } : {}),
    ...(Number.isInteger(port) && port >= 0 && port <= 65_535 ? { port } : {}),
    demo: values.demo === true,
    faults: values.faults === true,
    readOnly: values['read-only'] === true,
  };
}
