import { NumberField } from '@base-ui/react/number-field';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { cx } from './cx.ts';

interface Props {
  readonly label: string;
  readonly value: number;
  readonly unit: string;
  readonly max: number;
  readonly min?: number;
  readonly step?: number;
  /** In the colour of a warning: what it says is in force. */
  readonly marked?: boolean;
  readonly className?: string;
  /** What is shown goes back to `value` when this settles. */
  readonly onCommit: (value: number) => unknown;
}

/** Arrow keys step in a row: one commit for all of them. Milliseconds. */
const PAUSE = 350;
const whole = { useGrouping: false, maximumFractionDigits: 1 };

/** A small field for a number with its unit. It commits on Enter, on leaving, and soon after the arrow keys. */
export function NumberBox({ label, value, unit, max, min = 0, step = 1, ...rest }: Props) {
  const { marked = false, className, onCommit } = rest;
  const [draft, setDraft] = useState<number | null | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** On its way: leaving the field after Enter commits nothing a second time. */
  const sent = useRef<number>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const commit = async (wanted: number | null | undefined) => {
    clearTimeout(timer.current);
    if (wanted === undefined) return;
    const next = Math.min(max, Math.max(min, wanted ?? min));
    if (next === sent.current) return;
    setDraft(next);
    sent.current = next;
    if (next !== value) await onCommit(next);
    if (sent.current === next) sent.current = undefined;
    setDraft((now) => (now === next ? undefined : now));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') void commit(draft);
    if (event.key === 'Escape' && draft !== undefined) {
      // The first Escape takes back what was typed, and closes nothing.
      event.stopPropagation();
      clearTimeout(timer.current);
      setDraft(undefined);
    }
  };
  return (
    <NumberField.Root
      value={draft === undefined ? value : draft}
      min={min}
      max={max}
      step={step}
      locale="en"
      format={whole}
      onValueChange={(next) => setDraft(next)}
      onValueCommitted={(next, { reason }) => {
        clearTimeout(timer.current);
        if (reason === 'keyboard') timer.current = setTimeout(() => void commit(next), PAUSE);
        else void commit(next);
      }}
      className={cx(
        'flex h-6 items-center rounded border bg-bg pr-1.5 focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-run',
        marked ? 'border-warn text-warn' : 'border-line text-text',
        className,
      )}
    >
      <NumberField.Input
        aria-label={label}
        onKeyDown={onKeyDown}
        onFocus={(event) => event.currentTarget.select()}
        className="w-full min-w-0 bg-transparent pl-1 text-right text-sm tabular-nums outline-none"
      />
      <span aria-hidden className="pl-[3px] text-xs text-faint">
        {unit}
      </span>
    </NumberField.Root>
  );
}
