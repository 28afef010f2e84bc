import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * What axe finds against WCAG 2.2 A and AA, in words.
 * @param contrast `enhanced`: every text must have 7:1, as AAA wants it
 * @param within the part of the page that is looked at; all of it where none is named
 */
export async function violations(
  page: Page,
  contrast: 'usual' | 'enhanced' = 'usual',
  within = 'html',
): Promise<string[]> {
  // Legacy mode: axe otherwise opens a page of its own, which the window denies.
  const found = await new AxeBuilder({ page })
    .setLegacyMode()
    .include(within)
    // Before the tags, which it would take away.
    .options({
      rules: { 'color-contrast-enhanced': { enabled: contrast === 'enhanced' } },
      // What passes is not written down: that takes longer than finding it out.
      resultTypes: ['violations'],
    })
    // They hold no content: the focus that comes upon one is sent on at once, into the menu or out of it.
    .exclude('[data-base-ui-focus-guard]')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}

/** The same, of the dark theme and of the light one. */
export async function violationsInBoth(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await violations(page)).map((text) => `${colorScheme}: ${text}`));
  }
  return found;
}
