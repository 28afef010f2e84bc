import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../../scripts/build.ts';
import { killLoop } from './kill-loop.ts';

// `npm run test:crash -- --kills 1000 --seed 1`

/** Milliseconds from the start of a process to its first `welcome` that 99 of 100 starts stay under. */
const START_LIMIT = 500;

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
  },
});
await ensureBuilt();
const kills = Number(values.kills);
const began = performance.now();
const seconds = () => Math.round((performance.now() - began) / 1000);
const report = await killLoop(kills, Number(values.seed), (killed) => {
  if (killed % 100 === 0) console.log(`${killed} kills, ${seconds()} s`);
});
/** What this machine needs, at this moment, to start a Node that does nothing: the floor of every start. */
const floor = Array.from({ length: 11 }, () => {
  const began = performance.now();
  spawnSync(process.execPath, ['--eval', '0']);
  return performance.now() - began;
}).toSorted((a, b) => a - b)[5];
const { starts, killed, answers, ...counts } = report;
const percentile = (part: number) => starts[Math.floor((starts.length - 1) * part)] ?? Infinity;
const p99 = percentile(0.99);
const { lost, doubled, reused, misnamed, diverged, wrongStates } = counts;
const faults = lost + doubled + reused + misnamed + diverged + wrongStates;

console.table({ ...counts });
console.log('killed while', killed);
console.log('answers to a watcher that came back', answers);
console.log(
  `${kills} kills in ${seconds()} s: ${reused} announced versions lost or reused, ${lost} events lost, ${doubled} doubled`,
);
console.log(
  `start to first welcome: median ${percentile(0.5).toFixed(0)} ms, p99 ${p99.toFixed(0)} ms (limit ${START_LIMIT} ms; an empty Node: ${floor?.toFixed(0)} ms)`,
);
process.exitCode = faults === 0 && p99 < START_LIMIT ? 0 : 1;
