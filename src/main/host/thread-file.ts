/**
 * The file of a worker thread: beside its caller where TypeScript runs as it is; in a bundle, where it is an entry of
 * its own, in the folder above that of the chunks.
 * @param caller `import.meta.url` of who starts the thread
 */
export const threadFile = (caller: string, name: string): URL =>
  new URL(caller.endsWith('.ts') ? `./${name}.worker.ts` : `../${name}.js`, caller);
