import { count } from '../../../core/format.ts';

/** Lines added and removed, as the rows of the plan show them. */
export function Lines({ added, removed }: { added: number; removed: number }) {
  return (
    <span className="mono flex-none">
      <span className="text-ok">+{count(added)}</span>{' '}
      <span className="text-err">−{count(removed)}</span>
    </span>
  );
}
