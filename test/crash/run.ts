import { parseArgs } from 'node:util';
import { killLoop } from './kill-loop.ts';

// `npm run test:crash -- --kills 1000 --seed 1`

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
  },
});
const { starts, ...report } = await killLoop(Number(values.kills), Number(values.seed));
const percentile = (part: number) => starts[Math.floor((starts.length - 1) * part)]?.toFixed(0);
console.table([report]);
console.log(`start to first welcome: median ${percentile(0.5)} ms, p99 ${percentile(0.99)} ms`);
process.exitCode = report.lost + report.doubled + report.reused === 0 ? 0 : 1;
