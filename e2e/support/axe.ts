import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What axe finds against WCAG 2.2 A and AA, in words. */
export async function violations(page: Page): Promise<string[]> {
  // Legacy mode: axe otherwise opens a page of its own, which the window denies.
  const found = await new AxeBuilder({ page })
    .setLegacyMode()
    // They keep the focus within a menu: who comes upon one is taken on at once.
    .exclude('[data-base-ui-focus-guard]')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}
