import { gunzipSync, gzipSync } from 'node:zlib';
import { BundleReopener } from '../../src/main/host/bundle/reopen.ts';
import type { BundleLimits } from '../../src/main/host/bundle/format.ts';
import { bundleOf } from '../../src/main/host/bundle/write.ts';
import type { Engine } from '../../src/main/host/engine.ts';
import { outgoing } from '../../src/main/host/export/outgoing.ts';
import { recordedBuild } from '../../src/main/host/export/recorded-build.ts';

/** The bundle of a build, as one buffer. */
export async function bundle(
  engine: Engine,
  build: string,
  options: { keepSecrets?: boolean } = {},
): Promise<Buffer> {
  const { keepSecrets = true } = options;
  const leaving = await outgoing(recordedBuild(engine, build), { keepSecrets, homes: [] });
  const parts: Uint8Array[] = [];
  for await (const part of bundleOf(leaving, 'test')) parts.push(part);
  return Buffer.concat(parts);
}

export const reopenerOf = (engine: Engine, limits: Partial<BundleLimits> = {}) =>
  new BundleReopener(engine.processor, (build) => engine.head(build), limits);

/** Opens a bundle that arrives in parts. */
export const reopen = (engine: Engine, file: Uint8Array, limits: Partial<BundleLimits> = {}) =>
  reopenerOf(engine, limits).reopen(inParts(file));

export async function* inParts(file: Uint8Array, size = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.length; at += size) yield file.subarray(at, at + size);
}

export const linesIn = (file: Buffer): string[] =>
  gunzipSync(file).toString().split('\n').slice(0, -1);

export const fileOf = (lines: readonly string[]): Buffer =>
  gzipSync(lines.map((line) => `${line}\n`).join(''));
