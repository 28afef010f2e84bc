/** A failure with a code, what happened and what to do about it. Scripts print it without a stack. */
export class ScriptError extends Error {
  readonly code: string;
  readonly remedy: string;

  constructor(code: string, message: string, remedy: string) {
    super(message);
    this.name = 'ScriptError';
    this.code = code;
    this.remedy = remedy;
  }
}

/** Prints one line of what the script is doing. */
export function say(line: string): void {
  console.log(`ratchet: ${line}`);
}

/** Runs a part of a script under a heading and says how long it took. */
export async function timed<T>(title: string, work: () => Promise<T>): Promise<T> {
  console.log(`\n── ${title}`);
  const begun = performance.now();
  try {
    return await work();
  } finally {
    console.log(`── ${title}: ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  }
}

/** The body of every script: prints a known failure plainly, an unknown one with its stack, and sets the exit code. */
export async function runScript(body: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await body();
  } catch (error) {
    process.exitCode = 1;
    if (error instanceof ScriptError) {
      console.error(`\nratchet: ${error.code}: ${error.message}\n${error.remedy}`);
    } else {
      console.error(error);
    }
  }
}
