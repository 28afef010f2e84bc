import { cx } from './cx.ts';

interface Props {
  readonly label: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}

/** A switch in the colour of a warning while it is on. A button, so that Space and Enter both turn it. */
export function Switch({ label, on, onChange }: Props) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      aria-label={label}
      onClick={() => onChange(!on)}
      className={cx(
        'flex h-4 w-7 flex-none items-center rounded-full border px-px focus-visible:outline-offset-1',
        on ? 'border-warn bg-warn' : 'border-faint bg-bg hover:bg-hover',
      )}
    >
      <i
        aria-hidden
        className={cx('size-3 rounded-full', on ? 'translate-x-3 bg-bg' : 'bg-faint')}
      />
    </button>
  );
}
