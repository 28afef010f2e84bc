import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { askLines } from '../../src/cli/ask-lines.ts';
import { loadHost } from '../../src/cli/lean-host.ts';
import type { ImportReport } from '../../src/main/host/ingest/import/report.ts';

// One import in a process of its own, by a host as `ratchet import` starts one. Prints what it cost.

const [path = ''] = process.argv.slice(2);
const megabyte = 1e6;
const peak = () => process.resourceUsage().maxRSS / 1024;

const dataDir = mkdtempSync(join(tmpdir(), 'ratchet-bench-'));
const { startHost } = await loadHost();
const resourcesDir = join(import.meta.dirname, '../../resources');
const host = await startHost({ dataDir, resourcesDir, rendererDir: null, port: 0, version: '' });
const link = {
  port: Number(new URL(host.address).port),
  token: host.token,
  address: host.address,
  isOurs: true,
  close: () => host.close(),
};
const before = peak();
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
const began = process.cpuUsage();
let last: ImportReport | null = null;
const reports = askLines(link, '/v1/imports', { paths: [path] }, new AbortController().signal);
for await (const report of reports) last = report as ImportReport;
const cpu = process.cpuUsage(began);
delay.disable();
if (last?.state !== 'done') throw new Error(`the import ended as ${last?.state}`);
const megabytes = last.bytes.read / megabyte;
console.log(
  JSON.stringify({
    MB: megabytes,
    'MB/s': megabytes / (last.milliseconds / 1000),
    'CPU ms/MB': (cpu.user + cpu.system) / 1000 / megabytes,
    'peak RSS MB': peak(),
    'before MB': before,
    'loop p99 ms': delay.percentile(99) / 1e6,
    'loop max ms': delay.max / 1e6,
    files: last.files.found,
    builds: last.builds,
    events: last.events.new,
  }),
);
await host.close();
rmSync(dataDir, { recursive: true, force: true });
