import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useRef, useState } from 'react';
import { count } from '../../../core/format.ts';
import { cx } from '../../ui/cx.ts';

/** Lines shown at first; more only when asked for. */
const PREVIEW = 200;
const LINE = 18;

interface Props {
  readonly label: string;
  readonly lines: number;
  readonly renderLine: (index: number) => ReactNode;
  readonly wrap: boolean;
  /** Replaces "Show all": what is more than these lines is not here yet. */
  readonly more?: ReactNode;
  /** Part of a body that scrolls as a whole. */
  readonly inset?: boolean | undefined;
  /** Somebody has asked for all of it already. */
  readonly whole?: boolean | undefined;
}

/** Lines of a text: the first 200, then all of them, of which only those in sight are made. */
export function LineList({ label, lines, renderLine, wrap, more, inset, whole }: Props) {
  const [all, setAll] = useState(whole === true);
  const scroller = useRef<HTMLDivElement>(null);
  const cut = lines > PREVIEW && !all;
  const windowed = all && !inset;
  return (
    <div
      ref={scroller}
      {...(inset ? {} : { role: 'region', 'aria-label': label, tabIndex: 0 })}
      className={cx(
        'mono leading-[18px] select-text',
        inset ? 'overflow-x-auto' : 'min-h-0 flex-1 overflow-auto bg-code py-2.5',
        wrap ? 'break-words whitespace-pre-wrap' : 'whitespace-pre',
      )}
    >
      {windowed ? (
        <AllLines lines={lines} renderLine={renderLine} scroller={scroller} />
      ) : (
        Array.from({ length: all ? lines : Math.min(lines, PREVIEW) }, (_, index) => (
          <div key={index} className="min-h-[18px] px-3.5">
            {renderLine(index)}
          </div>
        ))
      )}
      {cut && (
        <button
          type="button"
          onClick={() => setAll(true)}
          className="mx-3.5 mt-1 rounded font-sans text-sm text-run hover:underline"
        >
          Show all ({count(lines)} lines)
        </button>
      )}
      {!cut && more}
    </div>
  );
}

function AllLines({
  lines,
  renderLine,
  scroller,
}: Pick<Props, 'lines' | 'renderLine'> & { scroller: React.RefObject<HTMLDivElement | null> }) {
  // The React Compiler, which this would hinder, is not used.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer({
    count: lines,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE,
    overscan: 30,
  });
  return (
    <div className="relative" style={{ height: virtualizer.getTotalSize() }}>
      {virtualizer.getVirtualItems().map((item) => (
        <div
          key={item.key}
          ref={virtualizer.measureElement}
          data-index={item.index}
          className="absolute top-0 left-0 min-h-[18px] min-w-full px-3.5"
          style={{ transform: `translateY(${item.start}px)` }}
        >
          {renderLine(item.index)}
        </div>
      ))}
    </div>
  );
}
