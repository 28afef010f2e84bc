import { Dialog } from '@base-ui/react/dialog';
import { DialogHead } from '../../app/dialog-head.tsx';
import { WindowDialog } from '../../app/window-dialog.tsx';
import { Logo } from '../builds/brand.tsx';

declare const RATCHET_VERSION: string;

/** What this is, and which. */
export function AboutDialog() {
  return (
    <WindowDialog name="about" className="top-[18vh] w-[360px] overflow-hidden">
      <DialogHead title="About Ratchet" />
      <div className="flex items-start gap-3.5 p-4">
        <Logo size={36} />
        <div>
          <p className="font-medium">
            Ratchet <span className="mono select-text">{RATCHET_VERSION}</span>
          </p>
          <Dialog.Description className="mt-1 text-muted">
            A desktop monitor for builds made by coding agents. MIT licence.
          </Dialog.Description>
        </div>
      </div>
    </WindowDialog>
  );
}
