import { cx } from '../../ui/cx.ts';
import { bytes } from '../../../core/format.ts';

interface Props {
  readonly source: string;
  readonly label: string;
  readonly inset?: boolean | undefined;
}

/** A picture, as large as there is room for. */
export function ImageBody({ source, label, inset }: Props) {
  return (
    <div
      {...(inset ? {} : { role: 'region', 'aria-label': label, tabIndex: 0 })}
      className={cx('px-3.5 py-2', !inset && 'min-h-0 flex-1 overflow-auto bg-code')}
    >
      <img src={source} alt={label} className="max-w-full border border-line" />
    </div>
  );
}

/** A picture of a kind that is not drawn: what it is, and why one does not see it. */
export function NotShown({ mime, size, inset }: { mime: string; size: number; inset?: boolean }) {
  return (
    <p className={cx('px-3.5 py-3 text-muted', !inset && 'min-h-0 flex-1 bg-code')}>
      Not shown: {mime.slice(0, 80)}, {bytes(size)}. Only PNG, JPEG, GIF and WebP are drawn.
    </p>
  );
}
