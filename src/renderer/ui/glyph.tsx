import { useTicking } from './ticker.ts';
import { cx } from './cx.ts';

/** A status as shape and colour, so that it is told without colour too. */
export type Mark =
  | 'done'
  | 'failed'
  | 'running'
  | 'pending'
  | 'cancelled'
  | 'left'
  | 'waiting'
  | 'unknown'
  | 'thought'
  | 'user'
  | 'notice';

const marks: Record<Mark, { colour: string; label: string; path: string; filled?: boolean }> = {
  done: { colour: 'text-ok', label: 'done', path: 'M2.5 6.4 5 8.8l4.6-5.4' },
  failed: { colour: 'text-err', label: 'failed', path: 'm3 3 6 6M9 3 3 9' },
  running: {
    colour: 'text-run',
    label: 'running',
    path: 'M6 2.2a3.8 3.8 0 1 1 0 7.6 3.8 3.8 0 0 1 0-7.6',
    filled: true,
  },
  pending: {
    colour: 'text-faint',
    label: 'pending',
    path: 'M6 2.4a3.6 3.6 0 1 1 0 7.2 3.6 3.6 0 0 1 0-7.2',
  },
  cancelled: {
    colour: 'text-faint',
    label: 'cancelled',
    path: 'M6 2.2a3.8 3.8 0 1 1 0 7.6 3.8 3.8 0 0 1 0-7.6M3.4 8.6l5.2-5.2',
  },
  left: {
    colour: 'text-faint',
    label: 'left unfinished',
    path: 'M6 2.4a3.6 3.6 0 1 1 0 7.2 3.6 3.6 0 0 1 0-7.2M4.4 6h3.2',
  },
  waiting: { colour: 'text-warn', label: 'needs you', path: 'M6 1.8 10.8 10H1.2z', filled: true },
  unknown: {
    colour: 'text-faint',
    label: 'unknown',
    path: 'M4.2 4.4a1.9 1.9 0 1 1 2.6 1.8c-.6.3-.8.6-.8 1.3M6 9.7v.1',
  },
  thought: { colour: 'text-think', label: 'reasoning', path: 'M6 1.8 10.2 6 6 10.2 1.8 6z' },
  user: { colour: 'text-muted', label: 'user', path: 'M2.2 6h6.4M6 3.2 8.8 6 6 8.8' },
  notice: {
    colour: 'text-faint',
    label: 'notice',
    path: 'M6 1.6a4.4 4.4 0 1 1 0 8.8 4.4 4.4 0 0 1 0-8.8M6 5.6v2.5M6 3.8v.1',
  },
};

interface Props {
  readonly mark: Mark;
  readonly label?: string | null;
}

export function Glyph(props: Props) {
  return props.mark === 'running' ? <Pulsing {...props} /> : <Drawn {...props} />;
}

/** How much of what runs is seen, step after step. */
const PULSE = ['opacity-100', 'opacity-75', 'opacity-50', 'opacity-75'] as const;
/** Milliseconds of a step. */
const STEP = 400;

/**
 * By the clock of the page and not by an animation: that would be a layer of its own for each of them and for what
 * lies over it, put together sixty times a second for as long as it runs.
 */
function Pulsing(props: Props) {
  const look = useTicking((now) => PULSE[Math.floor(now / STEP) % PULSE.length] ?? '');
  return <Drawn {...props} className={look} />;
}

function Drawn({ mark, label, className = '' }: Props & { className?: string }) {
  const { colour, label: spoken, path, filled } = marks[mark];
  const name = label === undefined ? spoken : label;
  return (
    <svg
      viewBox="0 0 12 12"
      className={cx('size-3 flex-none motion-reduce:opacity-100', colour, className)}
      fill={filled ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth={filled ? 0 : 1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      {...(name === null ? { 'aria-hidden': true } : { role: 'img', 'aria-label': name })}
    >
      <path d={path} />
    </svg>
  );
}
