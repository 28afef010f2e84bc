import { X } from 'lucide-react';
import { useRef } from 'react';
import { type BuildDiff, isEmptyDiff } from '../../../core/build/diff.ts';
import { buildStatuses } from '../../../core/build/summary.ts';
import { useBuild, useView } from '../../app/session-context.ts';
import { BarButton } from '../../ui/button.tsx';
import { clock, count, plural } from '../../../core/format.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { useEscape } from '../../ui/use-escape.ts';
import { useFocusVisit } from '../../ui/use-focus-visit.ts';
import { statusWords } from '../header/status-pill.tsx';
import { Figures } from './figures.tsx';
import { PlanChanges } from './plan-changes.tsx';
import { AfterJump, Row } from './row.tsx';
import { Section } from './section.tsx';
import { TextChanges } from './text-changes.tsx';
import { WorkChanges } from './work-changes.tsx';

const nothing = () => {};

/** What two versions differ in. `onJump` is given where the panel lies over the plan. */
export function ComparePanel({ onJump = nothing }: { onJump?: () => void }) {
  const build = useBuild();
  const comparison = useView((view) => view.comparison);
  const root = useRef<HTMLElement>(null);
  useFocusVisit(root, 'h2');
  useEscape(root, () => build.closeComparison());
  if (!comparison) return null;
  const { from, to, diff, error } = comparison;
  return (
    <section ref={root} aria-label="Comparison" className="flex h-full min-w-0 flex-col bg-panel">
      <div className="flex-none border-b border-line px-3.5 pt-2.5 pb-2">
        <div className="flex h-[18px] items-center gap-2">
          <h2 tabIndex={-1} className="flex-none font-semibold outline-none">
            Comparison
          </h2>
          <span className="mono truncate text-muted">
            {from === 0 ? 'the beginning' : `v ${count(from)}`} → v {count(to)}
          </span>
          <BarButton
            aria-label="Close the comparison"
            title="Close"
            className="-mr-1.5 ml-auto"
            onClick={() => build.closeComparison()}
          >
            <Kbd>Esc</Kbd>
            <X size={14} aria-hidden />
          </BarButton>
        </div>
        <p role="status" className="mt-[3px] truncate text-sm text-muted tabular-nums">
          {error !== null && <span className="text-err">Could not be compared: {error}</span>}
          {error === null && (diff ? aboutDiff(diff) : 'Comparing…')}
        </p>
      </div>
      {diff && (
        <AfterJump value={onJump}>
          <Changes diff={diff} />
        </AfterJump>
      )}
    </section>
  );
}

const aboutDiff = ({ from, to, ms }: BuildDiff): string =>
  [plural(to - from, 'version'), ...(ms > 0 ? [clock(ms)] : [])].join(' · ');

function Changes({ diff }: { diff: BuildDiff }) {
  if (isEmptyDiff(diff)) return <Empty diff={diff} />;
  return (
    // One that looks at another pair begins at its top.
    <div key={`${diff.from}-${diff.to}`} className="min-h-0 flex-1 overflow-y-auto">
      <Section title="Build" items={diff.fields} sum={null} row={FieldChange} />
      <PlanChanges todos={diff.todos} />
      <WorkChanges {...diff} />
      <TextChanges {...diff} />
      <Figures usage={diff.usage} />
    </div>
  );
}

function FieldChange({ item }: { item: BuildDiff['fields'][number] }) {
  const { name, at } = item;
  const isStatus = name === 'status';
  const [before, after] = [item.before, item.after].map((value) =>
    isStatus ? statusWord(value) : value,
  );
  return (
    <Row glyph={<Glyph mark="notice" label={null} />} at={at}>
      <span className="flex-none text-muted first-letter:uppercase">{name}</span>
      <span className="truncate">{before ? `${before} → ${after ?? 'none'}` : after}</span>
    </Row>
  );
}

function statusWord(value: string | null): string | null {
  const status = buildStatuses.find((known) => known === value);
  return status === undefined ? null : statusWords[status];
}

function Empty({ diff: { from, to } }: { diff: BuildDiff }) {
  return (
    <div className="p-3.5">
      <p className="font-medium">Nothing differs.</p>
      <p className="mt-1 text-muted">
        {from === to ? (
          <>
            This is the marked version. Go to another one, and press <Kbd>d</Kbd> again.
          </>
        ) : (
          'The events in between changed no todo, tool, file, text or figure.'
        )}
      </p>
    </div>
  );
}
