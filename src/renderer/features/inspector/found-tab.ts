import { useMemo } from 'react';
import { useStore } from 'zustand';
import { contentText } from '../../../core/build/content.ts';
import type { Node } from '../../../core/build/state.ts';
import { type Found, foundStore, placeOf } from '../search/found.ts';
import type { Tab } from './tabs.tsx';

/** The tab in which what was looked for stands; null where that is the first one, or nothing was. */
export function useFoundTab(build: string, node: Node, first: Tab['name']): Tab['name'] | null {
  const found = useStore(foundStore, (store) => store.found);
  return useMemo(() => foundTab(found, build, node, first), [found, build, node, first]);
}

function foundTab(found: Found | null, build: string, node: Node, first: Tab['name']) {
  if (found?.build !== build || found.key !== node.key || node.kind !== 'tool') return null;
  const input = node.input === null ? (node.inputText ?? '') : contentText(node.input);
  const output = node.output === null ? (node.error ?? '') : contentText(node.output);
  // A diff is made of the input as a rule.
  const texts: [Tab['name'], string][] = [
    ['Diff', first === 'Diff' ? input : ''],
    ['Input', input],
    ['Output', output],
  ];
  return placeOf(found.words, new Map(texts), first);
}
