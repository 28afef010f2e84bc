import { z } from 'zod';
import { deletedSchema } from '../../../core/build/listed.ts';
import { plural } from '../../../core/format.ts';
import { ask, findOrStartHost } from '../../host-link.ts';
import { findBuild } from '../export/find-build.ts';

const restoredSchema = z.object({ restored: z.array(z.string()) });

/** `ratchet delete BUILD`: deletes a build and its sub-agents. @throws RatchetError as `findBuild` */
export async function deleteBuild(asked: string): Promise<void> {
  const host = await findOrStartHost();
  try {
    const id = await findBuild(host, asked);
    const { deleted } = deletedSchema.parse(await ask(host, 'DELETE', pathOf(id)));
    const others = deleted.length - 1;
    const subAgents = others > 0 ? ` and ${plural(others, 'sub-agent')}` : '';
    console.log(`Deleted ${id}${subAgents}. For a minute, "ratchet restore ${id}" brings it back.`);
  } finally {
    await host.close();
  }
}

/** `ratchet restore ID`: takes a deletion back. @throws RatchetError `unknown-build` */
export async function restoreBuild(id: string): Promise<void> {
  const host = await findOrStartHost();
  try {
    const answer = await ask(host, 'POST', `${pathOf(id)}/restore`);
    const { restored } = restoredSchema.parse(answer);
    console.log(restored.length > 0 ? `Restored ${restored.join(', ')}` : `${id} is not deleted`);
  } finally {
    await host.close();
  }
}

const pathOf = (id: string) => `/v1/builds/${encodeURIComponent(id)}`;
