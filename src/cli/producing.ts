import { readHostFile } from '../main/host/server/host-file.ts';
import { dataDirectory } from '../main/host/data-dir.ts';
import { findOrStartHost, type HostLink } from './host-link.ts';
import { ProducerClient } from './producer-client.ts';

/** What takes events on their way to the host. */
export type EventSink = Pick<ProducerClient, 'add' | 'room' | 'flush'>;

/** A line to the host for as long as a command produces events. */
export async function producing<T>(
  work: (client: ProducerClient, link: HostLink) => Promise<T>,
): Promise<T> {
  return producingOn(await findOrStartHost(), work);
}

/**
 * The same for work that goes on where there is no host and none can be started: nothing of it is
 * recorded then.
 * @param unrecorded is told why
 */
export async function producingAnyhow<T>(
  work: (client: EventSink) => Promise<T>,
  unrecorded: (error: unknown) => void,
): Promise<T> {
  let link: HostLink;
  try {
    link = await findOrStartHost();
  } catch (error) {
    unrecorded(error);
    return work(nobody);
  }
  return producingOn(link, work);
}

async function producingOn<T>(
  link: HostLink,
  work: (client: ProducerClient, link: HostLink) => Promise<T>,
): Promise<T> {
  const client = new ProducerClient({
    target: async () => (link.isOurs ? link : await readHostFile(dataDirectory())),
  });
  try {
    return await work(client, link);
  } finally {
    client.close();
    await link.close();
  }
}

const nobody: EventSink = {
  add: () => {},
  room: () => Promise.resolve(),
  flush: () => Promise.resolve(),
};
