import { openBundle } from '../bundle.ts';
import { findOrStartHost } from '../host-link.ts';

/** `ratchet reopen FILE`: brings a bundle back as a build. */
export async function reopen(file: string): Promise<void> {
  const link = await findOrStartHost();
  try {
    const { build, version, events } = await openBundle(link, file);
    const news = events === 0 ? 'was open already' : `${events} events`;
    console.log(`Opened as ${build} (version ${version}, ${news})`);
  } finally {
    await link.close();
  }
}
