import { readHostFile } from '../main/host/server/host-file.ts';
import { dataDirectory } from '../main/host/data-dir.ts';
import { findOrStartHost, type HostLink } from './host-link.ts';
import { ProducerClient } from './producer-client.ts';

/** A line to the host for as long as a command produces events. */
export async function producing<T>(
  work: (client: ProducerClient, link: HostLink) => Promise<T>,
): Promise<T> {
  const link = await findOrStartHost();
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
