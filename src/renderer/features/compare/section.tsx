import { type ComponentType, type ReactNode, useId, useState } from 'react';
import { count } from '../../../core/format.ts';

/** Rows of a section before the rest is asked for. */
const FIRST = 100;

interface Props<Item> {
  readonly title: string;
  readonly items: readonly Item[];
  /** What the section comes to, beside its title. */
  readonly sum: ReactNode;
  readonly row: ComponentType<{ item: Item }>;
}

/** One kind of change. A kind of which there is none is left out. */
export function Section<Item>({ title, items, sum, row: Row }: Props<Item>) {
  const id = useId();
  const [shown, setShown] = useState(FIRST);
  if (items.length === 0) return null;
  const left = items.length - shown;
  return (
    <section aria-labelledby={id} className="border-b border-line py-1.5 last:border-b-0">
      <div className="flex h-7 items-center gap-2 px-3.5 text-sm">
        <h3 id={id} className="font-semibold">
          {title}
        </h3>
        <span className="text-faint tabular-nums">{count(items.length)}</span>
        <span className="ml-auto text-muted tabular-nums">{sum}</span>
      </div>
      <ul>
        {items.slice(0, shown).map((item, index) => (
          <li key={index}>
            <Row item={item} />
          </li>
        ))}
      </ul>
      {left > 0 && (
        <button
          type="button"
          className="mx-2 h-7 rounded px-1.5 text-sm text-muted hover:bg-hover hover:text-text"
          onClick={() => setShown(shown + 10 * FIRST)}
        >
          Show more ({count(left)} left)
        </button>
      )}
    </section>
  );
}
