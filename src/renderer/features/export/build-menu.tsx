import { Menu } from '@base-ui/react/menu';
import { Ellipsis } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { ExportForm } from '../../../core/export-answer.ts';
import { useSession, useView } from '../../app/session-context.ts';
import { whyFailed } from '../../transport/why-failed.ts';
import { copyText } from '../../ui/copy.ts';
import { cx } from '../../ui/cx.ts';
import { exportBuild, leftOut } from './export-build.ts';

interface Said {
  readonly title: string;
  readonly lines: readonly string[];
  readonly failed: boolean;
}

/** What can be done with the build on the screen as a whole; and what came of it. */
export function BuildMenu() {
  const { rest } = useSession();
  const id = useView((view) => view.id);
  const [said, setSaid] = useState<Said | null>(null);
  const [busy, setBusy] = useState(false);
  const run = async (what: () => Promise<Said | null>) => {
    setBusy(true);
    setSaid(null);
    setSaid(
      await what().catch((error: unknown) => ({
        title: 'That did not work',
        lines: [whyFailed(error)],
        failed: true,
      })),
    );
    setBusy(false);
  };
  const save = (form: ExportForm) =>
    run(async () => {
      const saved = await exportBuild(rest, id, form);
      return saved && { title: `Saved ${saved.file}`, lines: leftOut(saved.answer), failed: false };
    });
  const copyId = () =>
    run(async () => {
      await copyText(id);
      return { title: 'Copied the id', lines: [], failed: false };
    });
  return (
    <span className="relative flex-none">
      <Menu.Root modal={false}>
        <Menu.Trigger
          aria-label="Export, and more"
          title="Export, and more"
          disabled={busy}
          className="-mr-1.5 inline-flex h-6 items-center rounded px-1.5 text-muted hover:bg-hover hover:text-text data-[popup-open]:bg-hover disabled:opacity-50"
        >
          <Ellipsis size={16} aria-hidden />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner side="bottom" align="end" sideOffset={4} className="z-20">
            <Menu.Popup className="min-w-56 rounded-md border border-line bg-raised py-1 text-base shadow-xl outline-none">
              <Menu.Group>
                <Menu.GroupLabel className="px-3 pt-1 pb-0.5 text-xs text-faint">
                  Export, secrets taken out
                </Menu.GroupLabel>
                <Item onClick={() => void save('bundle')} hint=".ratchet">
                  Bundle
                </Item>
                <Item onClick={() => void save('html')} hint=".html">
                  Page that anyone can read
                </Item>
                <Item onClick={() => void save('ndjson')} hint=".ndjson">
                  Events, one a line
                </Item>
              </Menu.Group>
              <Menu.Separator className="my-1 h-px bg-line" />
              <Item onClick={() => void copyId()}>Copy id</Item>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <span role="status" className="contents">
        {said && (
          <button
            type="button"
            title="Dismiss"
            onClick={() => setSaid(null)}
            className={cx(
              'absolute top-full right-0 z-10 mt-1.5 w-80 rounded-md border border-line bg-raised px-3 py-2 text-left text-sm shadow-xl',
              said.failed && 'text-err',
            )}
          >
            <span className="block font-medium break-words">{said.title}</span>
            {said.lines.map((line) => (
              <span key={line} className={cx('mt-0.5 block', !said.failed && 'text-muted')}>
                {line}
              </span>
            ))}
          </button>
        )}
      </span>
    </span>
  );
}

function Item(props: { onClick: () => void; hint?: string; children: ReactNode }) {
  const { onClick, hint, children } = props;
  return (
    <Menu.Item
      onClick={onClick}
      className="flex h-7 cursor-default items-center gap-6 px-3 outline-none data-[highlighted]:bg-sel"
    >
      {children}
      {hint !== undefined && <span className="mono ml-auto text-faint">{hint}</span>}
    </Menu.Item>
  );
}
