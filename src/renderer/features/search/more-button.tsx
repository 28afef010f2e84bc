import { plural } from '../../../core/format.ts';
import { cx } from '../../ui/cx.ts';
import type { More } from './use-more.ts';

interface Props {
  readonly left: number;
  /** One of what there is more of. */
  readonly one: string;
  readonly more: More<unknown>;
  /** What it is more of, for who does not see where the button stands. */
  readonly of: string;
  readonly className: string;
}

/** How many are left, and loads some of them. */
export function MoreButton({ left, one, more, of, className }: Props) {
  if (left <= 0) return null;
  return (
    <>
      <button
        type="button"
        aria-label={`${plural(left, `more ${one}`)} ${of}`}
        aria-disabled={more.isLoading}
        onClick={() => !more.isLoading && more.load()}
        className={cx(
          'flex h-6 w-full items-center text-left text-sm text-muted hover:bg-hover hover:text-text aria-disabled:text-faint',
          className,
        )}
      >
        {more.isLoading ? 'Loading …' : plural(left, `more ${one}`)}
      </button>
      {more.error !== null && (
        <p role="alert" className={cx('text-sm text-err', className)}>
          {more.error}
        </p>
      )}
    </>
  );
}
