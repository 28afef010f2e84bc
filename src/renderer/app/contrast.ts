import { keptChoice } from './kept-choice.ts';

/** `system` follows what the system prefers, also when that changes. */
export const contrast = keptChoice('contrast', ['system', 'standard', 'high']);

const preferred = matchMedia('(prefers-contrast: more)');

function apply(): void {
  const choice = contrast.store.getState();
  const isHigh = choice === 'high' || (choice === 'system' && preferred.matches);
  document.documentElement.dataset['contrast'] = isHigh ? 'high' : 'standard';
}

contrast.store.subscribe(apply);
preferred.addEventListener('change', apply);
apply();
