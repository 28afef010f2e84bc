import { Tabs } from '@base-ui/react/tabs';
import { X } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useSession } from '../../app/session-context.ts';
import { statusNow } from '../../../core/build/standing.ts';
import { cx } from '../../ui/cx.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { useTicking } from '../../ui/ticker.ts';
import { statusMarks } from '../builds/build-item.tsx';
import { titleOf } from '../builds/group.ts';
import { buildTime, newClock } from '../watch/build-clock.ts';
import { PairButtons } from './pair-buttons.tsx';
import { focusedId, type Tab } from './workspace-view.ts';

/** The builds that are open; nothing while that is one. */
export function TabStrip() {
  const { workspace } = useSession();
  const view = useStore(workspace.store);
  const focused = focusedId(view);
  if (view.tabs.length < 2) return null;
  return (
    <div className="flex h-8 flex-none bg-bg shadow-[inset_0_-1px_var(--line)]">
      <Tabs.Root
        value={focused}
        onValueChange={(id: string) => workspace.open(id)}
        className="min-w-0 flex-1"
      >
        <Tabs.List
          aria-label="Open builds"
          className="flex h-full overflow-x-auto [scrollbar-width:none]"
        >
          {view.tabs.map((tab) => (
            <OpenTab
              key={tab.build}
              tab={tab}
              selected={tab.build === focused}
              isShown={view.shown.some((id) => id === tab.build)}
            />
          ))}
        </Tabs.List>
      </Tabs.Root>
      <PairButtons />
    </div>
  );
}

interface Props {
  readonly tab: Tab;
  readonly selected: boolean;
  /** On the screen, though maybe in the other pane. */
  readonly isShown: boolean;
}

function OpenTab({ tab, selected, isShown }: Props) {
  const { workspace } = useSession();
  const { title, mark, status } = useAbout(tab.build);
  const element = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (selected) element.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [selected]);
  return (
    <Tabs.Tab
      ref={element}
      value={tab.build}
      title={tab.kept ? title : `${title} (a preview: double click keeps it)`}
      aria-keyshortcuts="Delete"
      onClick={(event) => {
        if (!event.altKey) return;
        event.preventBaseUIHandler();
        workspace.open(tab.build, 'beside');
      }}
      onDoubleClick={() => workspace.keep(tab.build)}
      onAuxClick={(event) => event.button === 1 && workspace.close(tab.build)}
      onKeyDown={(event) => {
        if (event.key === 'Delete') workspace.close(tab.build);
      }}
      className={cx(
        'group flex max-w-[220px] min-w-[112px] flex-[0_1_220px] items-center gap-2 border-r border-line pr-1 pl-3 text-sm',
        isShown ? 'bg-panel' : 'text-muted shadow-[inset_0_-1px_var(--line)] hover:bg-hover',
        selected && 'font-medium shadow-[inset_0_2px_var(--run)]',
        isShown && !selected && 'shadow-[inset_0_2px_var(--track)]',
      )}
    >
      <Glyph mark={mark} label={status} />
      <span className={cx('min-w-0 flex-1 truncate text-left', !tab.kept && 'italic')}>
        {title}
      </span>
      <span
        // For the pointer; by keyboard it is Delete, or x.
        aria-hidden
        title="Close (x)"
        onClick={(event) => {
          event.stopPropagation();
          workspace.close(tab.build);
        }}
        className={cx(
          'flex size-6 flex-none items-center justify-center rounded text-faint hover:bg-hover hover:text-text',
          !selected && 'opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100',
        )}
      >
        <X size={12} />
      </span>
    </Tabs.Tab>
  );
}

/** What the list says of a build, as it is now. */
function useAbout(id: string) {
  const { list } = useSession();
  const summary = useStore(list, ({ replica }) => replica.state.find((build) => build.id === id));
  const clock = useStore(list, ({ clocks }) => clocks.get(id));
  const status = useTicking((now) =>
    summary ? statusNow(summary, buildTime(clock ?? newClock, now)) : 'unknown',
  );
  return { title: summary ? titleOf(summary) : id, mark: statusMarks[status], status };
}
