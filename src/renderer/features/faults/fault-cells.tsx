import { Eraser } from 'lucide-react';
import { useState } from 'react';
import { useSession } from '../../app/session-context.ts';
import { type Faults, noFaults, type Tallies } from '../../../core/sync/faults/faults.ts';
import { BarButton } from '../../ui/button.tsx';
import { ChangingCount } from '../../ui/changing-count.tsx';
import { NumberBox } from '../../ui/number-box.tsx';
import { plural } from '../../../core/format.ts';
import { Switch } from '../../ui/switch.tsx';
import { isFaulty } from './active.ts';
import { Cell } from './grid.tsx';
import { seconds } from './script.ts';

interface Props {
  /** `w1` …, or `*`. */
  readonly watcher: string;
  /** How it is called in the labels of its fields. */
  readonly name: string;
  readonly faults: Faults;
  /** What befell its messages; null for everyone. */
  readonly tallies: Tallies | null;
}

const chances = [
  ['drop', 'Drop', 'dropped'],
  ['duplicate', 'Duplicate', 'duplicated'],
  ['reorder', 'Reorder', 'reordered'],
] as const;

/** The longest cut that a host takes, in seconds. */
const LONGEST_CUT = 600;

/** The fields of one row. */
export function FaultCells({ watcher, name, faults, tallies }: Props) {
  const watch = useSession().faults;
  const set = (change: Partial<Faults>) => watch.change(watcher, change);
  return (
    <>
      {chances.map(([key, title, done]) => (
        <Cell key={key} title={title}>
          <NumberBox
            label={`${title}, ${name}, percent`}
            value={Math.round(faults[key] * 1000) / 10}
            unit="%"
            max={100}
            marked={faults[key] > 0}
            className="w-[58px]"
            onCommit={(percent) => set({ [key]: percent / 100 })}
          />
          <Tally tallies={tallies} of={done} />
        </Cell>
      ))}
      <Cell title="Delay">
        <NumberBox
          label={`Delay, ${name}, milliseconds`}
          value={faults.delay}
          unit="ms"
          max={60_000}
          step={10}
          marked={faults.delay > 0}
          className="w-[74px]"
          onCommit={(delay) => set({ delay: Math.round(delay) })}
        />
        <Tally tallies={tallies} of="delayed" />
      </Cell>
      <Cell title="Stall">
        <Switch
          label={`Stall, ${name}`}
          on={faults.stall}
          onChange={(stall) => void set({ stall })}
        />
        <Tally tallies={tallies} of="stalled" />
      </Cell>
      <Cell title="Cut for">
        <Cut watcher={watcher} name={name} />
        <Tally tallies={tallies} of="cuts" />
      </Cell>
      <Cell title="" last>
        <BarButton
          aria-label={`Clear the faults of ${name}`}
          title={`Clear the faults of ${name}; a cut ends by itself, or with Clear all faults`}
          disabled={!isFaulty(faults)}
          onClick={() => void set(noFaults)}
        >
          <Eraser size={14} aria-hidden />
        </BarButton>
      </Cell>
    </>
  );
}

function Cut({ watcher, name }: Pick<Props, 'watcher' | 'name'>) {
  const watch = useSession().faults;
  const [own, setOwn] = useState(2);
  const cut = (milliseconds: number) => watch.do({ do: 'cut', watcher, milliseconds });
  return (
    <span className="flex items-center gap-1">
      {[1000, 5000, 30_000].map((milliseconds) => (
        <CutButton
          key={milliseconds}
          label={`Cut ${name} for ${plural(milliseconds / 1000, 'second')}`}
          onClick={() => void cut(milliseconds)}
        >
          {seconds(milliseconds)}
        </CutButton>
      ))}
      <span className="ml-1 flex">
        <NumberBox
          label={`Seconds to cut ${name} for`}
          value={own}
          unit="s"
          min={0.5}
          max={LONGEST_CUT}
          className="w-[50px] rounded-r-none"
          onCommit={setOwn}
        />
        <CutButton
          label={`Cut ${name} for so many seconds`}
          className="-ml-px rounded-l-none"
          onClick={() => void cut(Math.round(own * 1000))}
        >
          Cut
        </CutButton>
      </span>
    </span>
  );
}

interface CutButtonProps {
  readonly label: string;
  readonly className?: string;
  readonly children: string;
  readonly onClick: () => void;
}

function CutButton({ label, className = '', children, onClick }: CutButtonProps) {
  return (
    <BarButton
      aria-label={label}
      title={label}
      className={`flex-none border border-line tabular-nums ${className}`}
      onClick={onClick}
    >
      {children}
    </BarButton>
  );
}

/** How many messages of this watcher met it so far. */
function Tally({ tallies, of }: { tallies: Tallies | null; of: keyof Tallies }) {
  const value = tallies?.[of] ?? 0;
  return (
    <span
      className="min-w-[26px] text-left text-xs text-faint tabular-nums"
      {...(value > 0 ? { title: of === 'cuts' ? plural(value, 'cut') : `${value} ${of}` } : {})}
    >
      {value > 0 && (
        <>
          <ChangingCount value={value} />
          <span className="sr-only"> {of}</span>
        </>
      )}
    </span>
  );
}
