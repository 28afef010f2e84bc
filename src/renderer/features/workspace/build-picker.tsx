import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useSession } from '../../app/session-context.ts';
import { statusNow } from '../../../core/build/standing.ts';
import type { BuildSummary } from '../../../core/build/summary.ts';
import { agentName, baseName, moment } from '../../../core/format.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { Modal } from '../../ui/modal.tsx';
import { useTicking } from '../../ui/ticker.ts';
import { statusMarks } from '../builds/build-item.tsx';
import { matches, titleOf } from '../builds/group.ts';
import { endPicking, pickingStore, type Purpose } from './picking.ts';
import { focusedId } from './workspace-view.ts';

const titles: Record<Purpose, string> = { beside: 'Show beside', compare: 'Compare with' };

/** As many as one looks through; the filter finds the others. */
const MOST = 100;

/** Chooses another build: the open ones first, then the latest. */
export function BuildPicker() {
  const purpose = useStore(pickingStore, (picking) => picking.purpose);
  const input = useRef<HTMLInputElement>(null);
  return (
    <Modal
      open={purpose !== null}
      onClose={endPicking}
      initialFocus={input}
      className="top-[14vh] left-1/2 flex max-h-[70vh] w-[520px] max-w-[calc(100vw-32px)] -translate-x-1/2 flex-col overflow-hidden rounded-lg border"
    >
      {purpose !== null && <Choice purpose={purpose} inputRef={input} />}
    </Modal>
  );
}

interface ChoiceProps {
  readonly purpose: Purpose;
  readonly inputRef: React.RefObject<HTMLInputElement | null>;
}

function Choice({ purpose, inputRef }: ChoiceProps) {
  const { workspace, list } = useSession();
  const builds = useStore(list, ({ replica }) => replica.state);
  const [filter, setFilter] = useState('');
  // As the builds stood when the picker opened: what one is about to choose does not go away.
  const [now] = useState(() => Date.now());
  const others = useMemo(() => {
    const view = workspace.store.getState();
    const open = new Set(view.tabs.map(({ build }) => build));
    return builds
      .filter(({ id }) => id !== focusedId(view))
      .filter((build) => filter.trim() === '' || matches(build, filter.trim(), now))
      .toSorted(
        (a, b) =>
          Number(open.has(b.id)) - Number(open.has(a.id)) ||
          (b.lastEventAt ?? 0) - (a.lastEventAt ?? 0),
      )
      .slice(0, MOST);
  }, [builds, filter, now, workspace]);
  const choose = (id: string) => {
    endPicking();
    if (purpose === 'beside') workspace.open(id, 'beside');
    else workspace.compareWith(id);
  };
  return (
    <Autocomplete.Root
      open
      inline
      items={others}
      mode="none"
      autoHighlight="always"
      keepHighlight
      value={filter}
      onValueChange={setFilter}
      itemToStringValue={(build: BuildSummary) => titleOf(build)}
    >
      <div className="flex h-11 flex-none items-center gap-2.5 border-b border-line px-3.5">
        <Dialog.Title className="flex-none font-semibold">{titles[purpose]}</Dialog.Title>
        <Autocomplete.Input
          ref={inputRef}
          aria-label="Filter builds"
          placeholder="a build"
          className="h-8 min-w-0 flex-1 bg-transparent outline-none placeholder:text-faint"
        />
      </div>
      <Autocomplete.Empty className="px-3.5 py-3 text-muted empty:hidden">
        {builds.length < 2 ? 'There is no other build yet.' : 'No other build is called that.'}
      </Autocomplete.Empty>
      <Autocomplete.List className="min-h-0 overflow-y-auto py-1 empty:hidden">
        {(build: BuildSummary) => (
          <Autocomplete.Item
            key={build.id}
            value={build}
            onClick={() => choose(build.id)}
            className="mx-1 flex h-8 items-center gap-2.5 rounded px-2.5 data-[highlighted]:bg-sel"
          >
            <Candidate build={build} />
          </Autocomplete.Item>
        )}
      </Autocomplete.List>
    </Autocomplete.Root>
  );
}

function Candidate({ build }: { build: BuildSummary }) {
  const status = useTicking((now) => statusNow(build, now));
  const when = useTicking((now) => moment(build.endedAt ?? build.lastEventAt ?? now, now));
  const where = [
    build.cwd === null ? null : baseName(build.cwd),
    build.agent === null ? null : agentName(build.agent),
  ];
  return (
    <>
      <Glyph mark={statusMarks[status]} label={status} />
      <span className="min-w-0 truncate">{titleOf(build)}</span>
      <span className="ml-auto flex-none text-sm text-muted">
        {where.filter(Boolean).join(' · ')}
      </span>
      <span className="mono w-[5.5ch] flex-none text-right text-muted">{when}</span>
    </>
  );
}
