import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { root } from './support/paths.ts';
import { runScript } from './support/say.ts';
import { findChromium } from './system/chromium.ts';

// `npm run icons`: the pictures that the system wants as PNG, made of the drawings beside them.

/** What is made of which drawing, and how large. macOS knows its tray pictures by `Template` and takes `@2x` by itself. */
const pictures: readonly (readonly [drawing: string, picture: string, size: number])[] = [
  ['icon', 'tray', 32],
  ['icon-marked', 'tray-marked', 32],
  ['tray-template', 'trayTemplate', 16],
  ['tray-template', 'trayTemplate@2x', 32],
  ['tray-template-marked', 'trayMarkedTemplate', 16],
  ['tray-template-marked', 'trayMarkedTemplate@2x', 32],
  ['overlay', 'overlay', 32],
];

await runScript(async () => {
  const icons = join(root, 'resources/icons');
  const browser = await chromium.launch({
    executablePath: findChromium(chromium.executablePath()),
    args: ['--no-sandbox'],
  });
  try {
    const page = await browser.newPage();
    for (const [drawing, picture, size] of pictures) {
      const svg = readFileSync(join(icons, `${drawing}.svg`)).toString('base64');
      await page.setViewportSize({ width: size, height: size });
      await page.setContent(
        `<style>body{margin:0}img{display:block;width:${size}px;height:${size}px}</style><img src="data:image/svg+xml;base64,${svg}">`,
      );
      const png = await page.screenshot({ omitBackground: true });
      writeFileSync(join(icons, `${picture}.png`), png);
    }
  } finally {
    await browser.close();
  }
  return 0;
});
