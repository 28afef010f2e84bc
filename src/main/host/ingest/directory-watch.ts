import { watch } from 'node:fs';

/**
 * Tells when something changes in a directory, by the name of what changed where the platform says
 * it. One handle a directory, however many files are in it. It may miss changes, and is silent
 * where the platform cannot watch: callers look for themselves now and then.
 */
export function watchDirectory(
  directory: string,
  onChange: (name: string | null) => void,
): () => void {
  try {
    const watcher = watch(directory, (_event, name) => onChange(name));
    // The directory was removed, or watches have run out.
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    return () => {};
  }
}
