import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * What axe finds against WCAG 2.2 A and AA, in words.
 * @param contrast `enhanced`: every text must have 7:1, as AAA wants it
 */
export async function violations(
  page: Page,
  contrast: 'usual' | 'enhanced' = 'usual',
): Promise<string[]> {
  // Legacy mode: axe otherwise opens a page of its own, which the window denies.
  const found = await new AxeBuilder({ page })
    .setLegacyMode()
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .options({ rules: { 'color-contrast-enhanced': { enabled: contrast === 'enhanced' } } })
    .analyze();
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}
