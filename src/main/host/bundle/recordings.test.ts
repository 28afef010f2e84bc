import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hasRecordings, recordings } from '../../../../test/support/agents.ts';
import { bundle, reopen } from '../../../../test/support/export.ts';
import { recordingsOf } from '../../../../test/support/recordings.ts';
import { eventsOf, openEngine, temporary, testFormats } from '../../../../test/support/rig.ts';
import { adapters } from '../../../core/agents/registry.ts';
import { canonicalHash } from '../../../core/sync/digest.ts';
import { AgentReader } from '../ingest/agent-reader.ts';
import { outgoing } from '../export/outgoing.ts';
import { recordedBuild } from '../export/recorded-build.ts';

const SMALL = 300_000;

/** Up to two recordings of each format. */
function someOfEach() {
  const all = recordingsOf(new Set(adapters.map(({ format }) => format)));
  const small = all.filter(({ count }) => count('bytes') < SMALL);
  return small.filter(
    (one, at) => small.slice(0, at).filter(({ format }) => format === one.format).length < 2,
  );
}

test.skipIf(!hasRecordings)(
  'builds of real agents reopen as they were, and are redacted for good',
  async () => {
    await using place = await temporary();
    const [here, there] = ['here', 'there'].map((name) => openEngine(join(place.path, name)));
    if (!here || !there) throw new Error('no engines');
    const some = someOfEach();
    for (const [index, { file, format }] of some.entries()) {
      const id = `r${index}`;
      const reader = new AgentReader({ formats: testFormats, format, unknown: 'keep' });
      const readings = [
        ...reader.push(await readFile(join(recordings, file)), 1),
        ...reader.end(1, true),
      ];
      await here.processor.publish(
        id,
        readings.flatMap(({ events }) => events),
      );
      const { build, digest } = await reopen(there, await bundle(here, id));
      expect(digest).toBe(here.head(id).digest);
      expect(canonicalHash(there.stateAt(build)?.state)).toBe(
        canonicalHash(here.stateAt(id)?.state),
      );
      const keys = eventsOf(there, build).flatMap((event) =>
        [...JSON.stringify(event).matchAll(/"payload":"(\w{32})"/g)].map(([, key = '']) => key),
      );
      for (const key of keys) expect(there.payload(key)).toEqual(here.payload(key));
      const redacted = await reopen(there, await bundle(here, id, { keepSecrets: false }));
      const again = await outgoing(recordedBuild(there, redacted.build), {
        keepSecrets: false,
        homes: [],
      });
      expect(again.redaction).toEqual([]);
    }
    console.log(`reopened ${some.length} recordings`);
    await here.close();
    await there.close();
  },
  120_000,
);
