import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { adapters } from '../../core/agents/registry.ts';
import type { SessionReading } from '../../core/agents/sessions.ts';
import { ToldTimes } from '../../core/agents/told-times.ts';
import { RatchetError } from '../../core/errors.ts';
import { newFormats } from '../../main/host/ingest/agent-formats.ts';
import { AgentReader } from '../../main/host/ingest/agent-reader.ts';
import { newBuildId } from '../build-name.ts';
import { isBundle } from '../bundle.ts';
import { exitCodes } from '../exit-codes.ts';
import { Player } from '../player.ts';
import { producing } from '../producing.ts';
import { unreadable } from '../read-error.ts';
import { ReplayedBuilds } from '../replayed-builds.ts';
import { stopSignal } from '../signals.ts';

/** How a build ends that its own records did not end. */
const over = { outcome: 'unknown', reason: 'the recording ended' } as const;
const stopped = { outcome: 'cancelled', reason: 'the replay was stopped' } as const;
const cut = { outcome: 'unknown', reason: 'the recording could not be read further' } as const;

/**
 * `ratchet replay FILE`: plays a recording into builds of its own. What is played happens now, at the
 * replay's pace; at speed 0, which has none, it keeps its own times.
 */
export async function replay(
  file: string,
  options: { speed: string; format?: string },
): Promise<void> {
  const speed = speedOf(options.speed);
  const reader = new AgentReader({
    formats: newFormats(adapters),
    format: options.format,
    unknown: 'keep',
  });
  // Looked at first: what cannot be played starts no host.
  if (await isBundle(file)) throw bundleGiven(file);
  const name = basename(file).replace(/\.[^.]*$/, '');
  const stopping = stopSignal();
  await producing(async (client, link) => {
    console.log(`Open ${link.address}`);
    const builds = new ReplayedBuilds(newBuildId('replay', name, Date.now()));
    const player = new Player(client, builds, speed, stopping.signal);
    // At a pace it all happens now; without one, what tells no time is of the times that are told.
    const begun = Date.now();
    const times = speed === 0 ? new ToldTimes(begun) : null;
    const timed = (readings: SessionReading[]) => times?.take(readings) ?? readings;
    const end = async (how: Parameters<ReplayedBuilds['ends']>[0]) => {
      for (const [build, ended] of builds.ends(how)) client.add(build, player.timed([ended]));
      await client.flush();
    };
    try {
      for await (const chunk of createReadStream(file)) {
        await player.play(timed(reader.push(chunk as Buffer, speed === 0 ? begun : Date.now())));
        if (stopping.signal.aborted) break;
      }
      const last = timed(reader.end(player.end, true));
      await player.play([...last, ...(times?.rest() ?? [])]);
    } catch (error) {
      await end(cut);
      throw unreadable(file, error);
    }
    await end(stopping.signal.aborted ? stopped : over);
    for (const build of builds.ids) console.log(`Replayed into ${build}`);
  }).finally(stopping.off);
  if (stopping.signal.aborted) process.exitCode = exitCodes.interrupted;
}

const bundleGiven = (file: string) =>
  new RatchetError(
    'is-a-bundle',
    `${file} is a bundle, a build as a whole and no recording. Nothing was recorded: "ratchet import ${file}" brings it back.`,
  );

function speedOf(text: string): number {
  const speed = Number(text);
  if (text.trim() !== '' && Number.isFinite(speed) && speed >= 0) return speed;
  throw new RatchetError('bad-speed', `"${text}" is no speed: give a number from 0 up.`);
}
