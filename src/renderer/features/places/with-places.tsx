import { type ReactNode, use } from 'react';
import { BuildContext } from '../../app/session-context.ts';
import { bridge } from '../../transport/bridge.ts';
import { whyFailed } from '../../transport/why-failed.ts';
import { toast } from '../../ui/toasts.tsx';
import { InTree } from '../markdown/in-tree.ts';
import { shownState } from '../watch/build-view.ts';
import { callOn } from './known-files.ts';
import { placesIn } from './places.ts';

/**
 * A text in which places of files that the build worked on open in the editor. In a browser, which may
 * open none, and in a row of the plan, it is the text alone.
 */
export function WithPlaces({ text }: { text: string }): ReactNode {
  const build = use(BuildContext);
  const inTree = use(InTree);
  if (!bridge || !build || inTree) return text;
  const state = shownState(build.store.getState());
  const parts: ReactNode[] = [];
  let from = 0;
  for (const { path, line, start, end } of placesIn(text)) {
    const node = callOn(state, path);
    if (node === null) continue;
    parts.push(text.slice(from, start));
    parts.push(
      <button
        key={start}
        type="button"
        title={`Open ${path} at line ${line} in the editor`}
        onClick={() => open({ build: build.id, node, line })}
        className="inline rounded-sm text-left underline decoration-[color-mix(in_srgb,currentColor_40%,transparent)] underline-offset-2 select-text hover:text-run hover:decoration-current"
      >
        {text.slice(start, end)}
      </button>,
    );
    from = end;
  }
  return parts.length === 0 ? text : [...parts, text.slice(from)];
}

function open(place: { build: string; node: string; line: number }): void {
  bridge?.openFile({ ...place, where: 'editor' }).catch((error: unknown) => {
    toast({ title: 'The file was not opened', description: whyFailed(error) });
  });
}
