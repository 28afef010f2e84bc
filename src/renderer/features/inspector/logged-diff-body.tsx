import { useEffect, useState } from 'react';
import type { ToolChange } from '../../../core/build/state.ts';
import { useBuild, useSession } from '../../app/session-context.ts';
import { DiffBody } from './diff-body.tsx';
import type { Diff } from '../../../core/build/tool-diff.ts';
import { loggedDiff } from './logged-diff.ts';
import { whyFailed } from '../../transport/why-failed.ts';

interface Props {
  readonly changes: readonly ToolChange[];
  /** What the input says, until the log has answered, or where it cannot. */
  readonly fallback: Diff | null;
  readonly wrap: boolean;
}

type Answer = { readonly diff: Diff } | { readonly error: string };

/** What a call changed, fetched from the log when it is looked at. */
export function LoggedDiffBody({ changes, fallback, wrap }: Props) {
  const { rest } = useSession();
  const { id } = useBuild();
  const [answer, setAnswer] = useState<Answer | null>(null);
  useEffect(() => {
    let gone = false;
    loggedDiff(rest, id, changes).then(
      (diff) => !gone && setAnswer({ diff }),
      (error: unknown) => !gone && setAnswer({ error: whyFailed(error) }),
    );
    return () => {
      gone = true;
    };
  }, [rest, id, changes]);

  const diff = answer && 'diff' in answer ? answer.diff : answer ? fallback : null;
  if (diff) return <DiffBody label="Diff" diff={diff} wrap={wrap} />;
  if (answer === null) return <div className="min-h-0 flex-1 bg-code" />;
  return (
    <p role="alert" className="min-h-0 flex-1 bg-code px-3.5 py-3 text-err">
      {'error' in answer ? answer.error : ''}
    </p>
  );
}
