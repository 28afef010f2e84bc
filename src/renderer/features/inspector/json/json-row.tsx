import { ChevronRight } from 'lucide-react';
import type { Json } from '../../../../core/build/content.ts';
import { count, plural } from '../../../../core/format.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { cx } from '../../../ui/cx.ts';
import type { JsonRow } from './json-rows.ts';

/** Characters of a text that is opened in the tree; Copy takes all of it. */
const LONGEST = 20_000;

/** One line of the tree: its name, its value, and on the active one what can be copied. */
export function JsonRowLine({ row, active }: { row: JsonRow; active: boolean }) {
  if (row.kind === 'whole') return <Whole row={row} />;
  return (
    <div className="group flex min-h-[18px] items-start pr-2" style={{ paddingLeft: indent(row) }}>
      <ChevronRight
        size={12}
        aria-hidden
        className={cx(
          'mt-[3px] mr-1 flex-none text-faint',
          row.open === null && 'invisible',
          row.open && 'rotate-90',
        )}
      />
      {row.kind === 'more' ? (
        <span className="font-sans text-sm text-run">{count(row.left)} more</span>
      ) : (
        <>
          <Name row={row} />
          <Value row={row} />
          <span
            // Only where it is seen does it take room from the value.
            className={cx(
              'sticky right-2 ml-auto -my-[3px] flex flex-none pl-3 font-sans',
              active ? '' : 'hidden group-hover:flex',
            )}
          >
            {row.path !== '' && (
              <CopyButton label={`Copy path ${row.path}`} caption="path" text={() => row.path} />
            )}
            <CopyButton
              label={`Copy value of ${row.path === '' ? 'all' : row.path}`}
              caption="value"
              text={() => textOf(row.value)}
            />
          </span>
        </>
      )}
    </div>
  );
}

const indent = ({ depth }: JsonRow): number => 8 + Math.min(depth, 40) * 14;

const textOf = (value: Json): string =>
  typeof value === 'string' ? value : JSON.stringify(value, null, 2);

function Name({ row: { name } }: { row: JsonRow }) {
  if (name === null) return null;
  return (
    <span
      className={cx(
        'max-w-[40ch] flex-none truncate',
        typeof name === 'number' ? 'text-faint' : 'text-muted',
      )}
    >
      {String(name).slice(0, 200)}
      <span className="text-faint">:&nbsp;</span>
    </span>
  );
}

function Value({ row }: { row: JsonRow }) {
  const { value } = row;
  if (row.kind === 'branch') {
    const [begin, end] = row.isList ? '[]' : '{}';
    if (row.size === 0) return <span className="text-muted">{`${begin}${end}`}</span>;
    return (
      <span className="flex-none text-faint">
        {row.open ? begin : `${begin}…${end}`}{' '}
        {row.isList ? plural(row.size, 'item') : plural(row.size, 'key')}
      </span>
    );
  }
  if (typeof value === 'string') {
    const line = row.kind === 'text' ? `${value.slice(0, 160).replace(/\s+/g, ' ')}…` : value;
    return <span className="min-w-0 truncate text-ok">{JSON.stringify(line)}</span>;
  }
  return <span className="text-run">{JSON.stringify(value)}</span>;
}

function Whole({ row }: { row: JsonRow }) {
  const text = textOf(row.value);
  return (
    <div
      className="py-1 pr-3.5 break-words whitespace-pre-wrap text-text"
      style={{ paddingLeft: indent(row) + 16 }}
    >
      {text.slice(0, LONGEST)}
      {text.length > LONGEST && (
        <span className="block font-sans text-sm text-faint">
          {count(text.length - LONGEST)} more characters
        </span>
      )}
    </div>
  );
}
