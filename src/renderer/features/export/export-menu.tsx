import { Menu } from '@base-ui/react/menu';
import { Ellipsis } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { ExportForm } from '../../../core/export-answer.ts';
import { useSession, useView } from '../../app/session-context.ts';
import { copyId } from '../builds/arranging.ts';
import { exportBuild } from './export-build.ts';

/** What can be taken of the build on the screen as a whole. */
export function ExportMenu() {
  const session = useSession();
  const id = useView((view) => view.id);
  const [busy, setBusy] = useState(false);
  const save = async (form: ExportForm) => {
    setBusy(true);
    await exportBuild(session, id, form);
    setBusy(false);
  };
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger
        aria-label="Export, and more"
        title="Export, and more"
        disabled={busy}
        className="inline-flex h-6 items-center rounded px-1.5 text-muted hover:bg-hover hover:text-text data-[popup-open]:bg-hover disabled:opacity-50"
      >
        <Ellipsis size={16} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner side="bottom" align="end" sideOffset={4} className="z-30">
          <Menu.Popup className="min-w-56 rounded-lg border border-line bg-popup p-1 shadow-xl outline-none">
            <Menu.Group>
              <Menu.GroupLabel className="px-2 pt-1 pb-0.5 text-xs text-faint">
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
            <Menu.Separator className="mx-1 my-1 h-px bg-line" />
            <Item onClick={() => copyId(session, id)}>Copy id</Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Item(props: { onClick: () => void; hint?: string; children: ReactNode }) {
  const { onClick, hint, children } = props;
  return (
    <Menu.Item
      onClick={onClick}
      className="flex h-7 items-center gap-6 rounded px-2 outline-none data-[highlighted]:bg-sel"
    >
      {children}
      {hint !== undefined && <span className="mono ml-auto text-faint">{hint}</span>}
    </Menu.Item>
  );
}
