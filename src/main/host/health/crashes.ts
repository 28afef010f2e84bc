/**
 * Reports errors that nobody caught, and leaves what happens then as it was: Node says what it was
 * and ends, Electron shows a box and goes on.
 * @param report settles when the report has left, or was given up
 * @returns what stops it
 */
export function reportCrashes(report: (error: unknown) => Promise<void>): () => void {
  return process.versions.electron === undefined ? endAfter(report) : lookOn(report);
}

function endAfter(report: (error: unknown) => Promise<void>): () => void {
  const end = async (error: unknown) => {
    await report(error);
    setImmediate(() => {
      throw error;
    });
  };
  const last = (error: unknown) => {
    // Another error while this one is being sent ends the process at once.
    process.off('uncaughtException', last);
    void end(error);
  };
  process.on('uncaughtException', last);
  return () => process.off('uncaughtException', last);
}

function lookOn(report: (error: unknown) => Promise<void>): () => void {
  const error = (error: unknown) => void report(error);
  const rejection = (reason: unknown) => {
    void report(reason);
    // Who listens takes over what Electron does about it: to say so.
    const text = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
    process.emitWarning(text, 'UnhandledPromiseRejectionWarning');
  };
  process.on('uncaughtExceptionMonitor', error);
  process.on('unhandledRejection', rejection);
  return () => {
    process.off('uncaughtExceptionMonitor', error);
    process.off('unhandledRejection', rejection);
  };
}
