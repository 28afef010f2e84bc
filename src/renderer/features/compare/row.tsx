import { createContext, type ReactNode, useContext } from 'react';
import { useBuild } from '../../app/session-context.ts';
import { count } from '../../../core/format.ts';
import { jump } from './commands.ts';

/** Called after a row was gone to, where the comparison lies over the plan. */
export const AfterJump = createContext<() => void>(() => {});

interface Props {
  readonly glyph: ReactNode;
  readonly children: ReactNode;
  readonly right?: ReactNode;
  readonly below?: ReactNode;
  /** The version that a click goes to, and the row of the plan there. */
  readonly at: number;
  readonly rowKey?: string;
}

/** One change: what it is, and the version at which it can be seen. */
export function Row({ glyph, children, right, below, at, rowKey }: Props) {
  const build = useBuild();
  const after = useContext(AfterJump);
  return (
    <button
      type="button"
      title={`Go to version ${count(at)}`}
      onClick={() => {
        jump(build, at, rowKey ?? null);
        after();
      }}
      className="block w-full px-3.5 text-left hover:bg-hover"
    >
      <span className="flex h-(--row) items-center gap-2">
        {glyph}
        {children}
        <span className="ml-auto flex flex-none items-center gap-3 pl-2">
          {right}
          <span className="mono min-w-[6ch] text-right text-faint">v {count(at)}</span>
        </span>
      </span>
      {below !== undefined && <span className="-mt-0.5 block pb-1.5 pl-5 text-sm">{below}</span>}
    </button>
  );
}
