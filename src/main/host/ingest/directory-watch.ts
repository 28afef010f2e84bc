import { watch } from 'node:fs';

/**
 * Tells when something changes in a directory, by the name of what changed where the platform says
 * it. One handle a directory, however many files are in it. It may miss changes: callers look for
 * themselves now and then.
 * @param onEnd it tells no more: the directory was removed, or the platform has given up
 * @returns what stops it; null where the platform cannot watch, or has run out of watches
 */
export function watchDirectory(
  directory: string,
  onChange: (name: string | null) => void,
  onEnd: () => void,
): (() => void) | null {
  try {
    const watcher = watch(directory, (_event, name) => onChange(name));
    watcher.on('error', () => {
      watcher.close();
      onEnd();
    });
    return () => watcher.close();
  } catch {
    return null;
  }
}
