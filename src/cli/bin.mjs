#!/usr/bin/env node
// Plain JavaScript, so that an old Node gets a sentence and not a stack trace: it cannot read TypeScript.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major > 22 || (major === 22 && minor >= 18)) {
  await import('./ratchet.ts');
} else {
  console.error(
    `ratchet: node-too-old: This is Node ${process.versions.node}, and ratchet needs 22.18 or later. ` +
      'Nothing was read or changed. Run it as "npx ratchet" in its folder after "npm ci": npx uses the Node that was installed there.',
  );
  process.exitCode = 3;
}
