import type { Json } from '../../build/content.ts';
import { isObject, textOf } from '../json.ts';

const names = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));

/** What is said of a build. */
const ofBuilds = names('start-build build-stream build-progress build-completed build-failed');

/** What else the two sides of the service say to each other. */
const others = names(
  `ack log-chunk port-detected port-conflict port-reallocated tunnel-created tunnel-closed
   process-exited runner-status project-metadata files-deleted file-content file-written file-list
   dev-server-error autofix-started error http-proxy-response http-proxy-chunk http-proxy-error
   hmr-connected hmr-message hmr-disconnected hmr-error start-dev-server stop-dev-server start-tunnel
   stop-tunnel fetch-logs runner-health-check delete-project-files read-file write-file list-files
   http-proxy-request hmr-connect hmr-disconnect github-sync github-push`,
);

export const isKnown = (type: string) => ofBuilds.has(type) || others.has(type);

/** How surely a record is of this service: many of its types are common words. */
export function sureness(record: Json): number {
  if (!isObject(record)) return 0;
  const type = textOf(record['type']);
  if (type === undefined || !isKnown(type)) return 0;
  if (type === 'build-stream') return 'data' in record ? 1 : 0;
  const isTold = 'commandId' in record || 'projectId' in record || type === 'runner-status';
  if (typeof record['timestamp'] !== 'string' || !isTold) return 0;
  return ofBuilds.has(type) ? 1 : 0.9;
}

const MOST_PROJECTS = 1000;

/**
 * A build is a command. What a server or a tunnel of the project says carries a command of its own:
 * it belongs to the build of that project that was heard of last.
 */
export function buildStreamSessions(): (record: Json) => string | null {
  const builds = new Map<string, string>();
  return (record) => {
    if (!isObject(record)) return null;
    const type = textOf(record['type']) ?? '';
    const project = textOf(record['projectId']);
    const command = textOf(record[type === 'start-build' ? 'id' : 'commandId']);
    const build = command ?? project;
    if (!ofBuilds.has(type) || build === undefined) {
      const known = [...builds.values()].includes(command ?? '') ? command : undefined;
      return known ?? builds.get(project ?? '') ?? null;
    }
    builds.delete(project ?? '');
    builds.set(project ?? '', build);
    const oldest = builds.keys().next();
    if (builds.size > MOST_PROJECTS && !oldest.done) builds.delete(oldest.value);
    return build;
  };
}
