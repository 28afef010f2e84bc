#!/usr/bin/env node
// Plain JavaScript, because an old Node cannot read TypeScript. Outside Ratchet's folder `ratchet` runs on
// whatever Node is on the path: an old one hands over to the Node that `npm ci` installed here.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const own = fileURLToPath(new URL('../../node_modules/node/bin/node', import.meta.url));

if (major > 22 || (major === 22 && minor >= 18)) {
  await import('./ratchet.ts');
} else if (existsSync(own)) {
  const command = [
    fileURLToPath(new URL('./ratchet.ts', import.meta.url)),
    ...process.argv.slice(2),
  ];
  const child = spawn(own, command, { stdio: 'inherit' });
  // The terminal sends Ctrl-C to both; what is sent to this process alone is passed on.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    // As shells say it: 128 and the number of the signal.
    process.exit(code ?? 128 + (signal === null ? 1 : constants.signals[signal]));
  });
} else {
  console.error(
    `ratchet: node-too-old: This is Node ${process.versions.node}, and ratchet needs 22.18 or later. ` +
      'Nothing was read or changed. Run "npm ci" in its folder: that installs a Node that is new enough.',
  );
  process.exitCode = 3;
}
