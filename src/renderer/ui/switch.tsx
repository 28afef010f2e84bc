import { cx } from './cx.ts';

interface Props {
  readonly label: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  /** `warn`: while it is on, something is not as usual. */
  readonly tone?: 'run' | 'warn';
  readonly disabled?: boolean;
}

const tones = { run: 'border-run bg-run', warn: 'border-warn bg-warn' };

/** A switch. A button, so that Space and Enter both turn it. */
export function Switch({ label, on, onChange, tone = 'warn', disabled = false }: Props) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      aria-label={label}
      disabled={disabled}
      onClick={() => onChange(!on)}
      className={cx(
        'flex h-4 w-7 flex-none items-center rounded-full border px-px focus-visible:outline-offset-1 disabled:opacity-50',
        on ? tones[tone] : 'border-faint bg-bg hover:bg-hover',
      )}
    >
      <i
        aria-hidden
        className={cx('size-3 rounded-full', on ? 'translate-x-3 bg-bg' : 'bg-faint')}
      />
    </button>
  );
}
