import { ensureBuilt } from './build.ts';
import { bundleSizes, overBudget } from './bundle-sizes.ts';
import { runScript } from './support/say.ts';

// `npm run check:size`: what is built against its budget. Builds first, so it is no part of `npm run check`.

await runScript(async () => {
  await ensureBuilt();
  const sizes = bundleSizes();
  for (const { part, measured, kibibytes } of sizes) {
    console.log(`${part.padEnd(22)}${measured.toFixed(1).padStart(8)} of ${kibibytes} KiB`);
  }
  const over = overBudget(sizes);
  for (const line of over) console.error(line);
  return over.length === 0 ? 0 : 1;
});
