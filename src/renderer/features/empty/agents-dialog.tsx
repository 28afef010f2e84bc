import { Dialog } from '@base-ui/react/dialog';
import { DialogHead } from '../../app/dialog-head.tsx';
import { WindowDialog } from '../../app/window-dialog.tsx';
import { AgentsHere } from './agents-here.tsx';

/** Watches an agent of this machine also when there are builds already. */
export function AgentsDialog() {
  return (
    <WindowDialog name="agents" className="top-[12vh] w-[440px] overflow-hidden">
      <DialogHead title="Watch an agent" />
      <div className="p-4">
        <Dialog.Description className="mb-3 text-muted">
          Every session that it records on this machine, old and to come, becomes a build.
        </Dialog.Description>
        <AgentsHere none="No sessions of Claude Code, Codex, Gemini CLI or OpenCode were found on this machine." />
      </div>
    </WindowDialog>
  );
}
