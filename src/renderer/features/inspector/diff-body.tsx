import { use } from 'react';
import { CodeLine } from '../code/code-line.tsx';
import { languageOfFile } from '../code/languages.ts';
import { useDiffTones } from '../code/use-diff-tones.ts';
import { cx } from '../../ui/cx.ts';
import type { Diff, DiffLine } from '../../../core/build/tool-diff.ts';
import { LineList } from './line-list.tsx';
import { MannerContext } from './manner.ts';

const looks: Record<DiffLine['kind'], { sign: string; className: string }> = {
  same: { sign: ' ', className: '' },
  added: { sign: '+', className: 'bg-[color-mix(in_srgb,var(--ok)_12%,transparent)]' },
  removed: { sign: '−', className: 'bg-[color-mix(in_srgb,var(--err)_12%,transparent)]' },
  hunk: { sign: '⋯', className: 'text-faint' },
};

export function DiffBody({ label, diff, wrap }: { label: string; diff: Diff; wrap: boolean }) {
  const { plain, language } = use(MannerContext);
  const named = diff.path === null ? language : languageOfFile(diff.path);
  const tones = useDiffTones(diff, plain ? null : named);
  return (
    <LineList
      label={label}
      lines={diff.lines.length}
      wrap={wrap}
      renderLine={(index) => {
        const line = diff.lines[index];
        if (!line) return null;
        const { sign, className } = looks[line.kind];
        return (
          <div className={cx('-mx-3.5 flex min-w-fit px-3.5', className)}>
            <span
              className={cx(
                'w-5 flex-none select-none',
                line.kind === 'added' && 'text-ok',
                line.kind === 'removed' && 'text-err',
              )}
            >
              {sign}
            </span>
            <span className="min-w-0">
              <CodeLine text={line.text} line={tones[index]} />
            </span>
          </div>
        );
      }}
    />
  );
}
