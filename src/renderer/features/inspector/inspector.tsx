import { Tabs } from '@base-ui/react/tabs';
import { Type, WrapText, X } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Node } from '../../../core/build/state.ts';
import { useSession, useView } from '../../app/session-context.ts';
import { BarButton } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { cx } from '../../ui/cx.ts';
import { setCopyShown } from './copy-shown.ts';
import { NodeDetails, TodoDetails } from './details.tsx';
import { DockButton } from './dock-button.tsx';
import { setFound } from '../search/found.ts';
import { useFoundTab } from './found-tab.ts';
import { Heading, TodoHeading } from './heading.tsx';
import { MannerContext, mannerOf } from './manner.ts';
import { plainStore, togglePlain } from './plain.ts';
import { useSubject } from './subject.ts';
import { type Tab, tabsOf } from './tabs.tsx';
import { TodoTiming } from './timing/todo-timing.tsx';
import { toggleWrap, wrapStore } from './wrap.ts';

interface Props {
  /** Given where the inspector lies over the plan. */
  readonly onClose?: () => void;
  /** It stands beside the plan or below it, as one likes. */
  readonly docks?: boolean;
}

/** What is chosen, in full. */
export function Inspector({ onClose, docks = false }: Props) {
  const subject = useSubject();
  const close = onClose ? (
    <BarButton aria-label="Close the inspector" className="-my-[3px] ml-auto" onClick={onClose}>
      <X size={14} aria-hidden />
    </BarButton>
  ) : (
    docks && <DockButton />
  );
  return (
    <section
      aria-label="Inspector"
      // Below the plan it is wide and low: the details then stand beside.
      // Where it is low, what is looked at keeps some lines, and the details give way.
      className="flex h-full min-w-0 flex-col overflow-hidden bg-panel @min-[640px]:grid @min-[640px]:grid-cols-[minmax(0,1fr)_min(320px,38%)] @min-[640px]:grid-rows-[auto_minmax(0,1fr)]"
    >
      {subject === null && (
        <div className="flex items-start gap-2 px-3.5 py-2.5 text-muted">
          <p>What is chosen in the plan is shown here: what went in, and what came out.</p>
          {close}
        </div>
      )}
      {subject?.kind === 'todo' && (
        <>
          <TodoHeading todo={subject.todo}>{close}</TodoHeading>
          <TodoTiming todo={subject.todo} />
          <TodoDetails todo={subject.todo} />
        </>
      )}
      {subject?.kind === 'node' && (
        <NodeInspector node={subject.node} index={subject.index} close={close} />
      )}
    </section>
  );
}

interface NodeProps {
  readonly node: Node;
  readonly index: number;
  readonly close: ReactNode;
}

function NodeInspector({ node, index, close }: NodeProps) {
  const id = useView((view) => view.id);
  const { rest } = useSession();
  const { tabs, first } = useMemo(() => tabsOf(node), [node]);
  // The tab that was asked for last, wherever there is one of that name.
  const [wanted, setWanted] = useState<Tab['name'] | null>(null);
  const wrap = useStore(wrapStore, (store) => store.wrap);
  const plain = useStore(plainStore, (store) => store.plain);
  const manner = useMemo(() => mannerOf(node, plain), [node, plain]);
  const found = useFoundTab(id, node, first);
  const tab = [found, wanted, first]
    .map((one) => tabs.find(({ name }) => name === one))
    .find((one) => one !== undefined);
  const copied = tab?.text;
  // Only another subject, tab or wrapping shows anything else, and events come by the thousand.
  const body = useMemo(() => tab?.body(wrap), [tab, wrap]);
  return (
    <>
      <Heading node={node}>{close}</Heading>
      <Tabs.Root
        className="flex min-h-36 flex-1 flex-col @min-[640px]:min-h-0"
        value={tab?.name ?? null}
        onValueChange={(name: Tab['name']) => {
          setFound(null);
          setWanted(name);
        }}
      >
        <div className="@container flex-none border-b border-line">
          <div className="flex flex-wrap items-end pr-2 pl-3.5">
            <Tabs.List
              aria-label="Inspector"
              className="flex flex-wrap gap-x-[18px] @max-[340px]:gap-x-2"
            >
              {tabs.map((one) => (
                <Tabs.Tab
                  key={one.name}
                  value={one.name}
                  className="pt-1.5 pb-[7px] text-[12.5px] text-muted hover:text-text data-[active]:font-[550] data-[active]:text-text data-[active]:shadow-[inset_0_-2px_var(--run)]"
                >
                  {one.name}
                  {one.errors > 0 && <Badge errors={one.errors} />}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            <span className="ml-auto flex items-center self-center">
              {copied && (
                <>
                  <BarButton
                    aria-label="As plain text"
                    title="As plain text: no Markdown, no tree, no colours of code"
                    aria-pressed={plain}
                    className={cx(plain && 'text-run')}
                    onClick={togglePlain}
                  >
                    <Type size={14} aria-hidden />
                  </BarButton>
                  <BarButton
                    aria-label="Wrap lines"
                    title="Wrap lines (w)"
                    aria-pressed={wrap}
                    className={cx(wrap && 'text-run')}
                    onClick={toggleWrap}
                  >
                    <WrapText size={14} aria-hidden />
                  </BarButton>
                  <CopyButton
                    ref={setCopyShown}
                    label={`Copy ${tab.name.toLowerCase()}`}
                    text={() => copied({ rest, build: id })}
                  />
                </>
              )}
            </span>
          </div>
        </div>
        {tabs.map((one) => (
          <Tabs.Panel
            key={one.name}
            value={one.name}
            tabIndex={-1}
            className="flex min-h-0 flex-1 flex-col data-[hidden]:hidden"
          >
            {/* Another subject starts again with its first lines. */}
            <div key={node.key} className="flex min-h-0 flex-1 flex-col">
              <MannerContext value={manner}>{one === tab && body}</MannerContext>
            </div>
          </Tabs.Panel>
        ))}
      </Tabs.Root>
      <NodeDetails node={node} index={index} />
    </>
  );
}

function Badge({ errors }: { errors: number }) {
  return (
    <span
      aria-label={`${errors} error`}
      className="ml-1.5 rounded-full bg-[color-mix(in_srgb,var(--err)_11%,transparent)] px-1.5 text-xs text-err"
    >
      {errors}
    </span>
  );
}
