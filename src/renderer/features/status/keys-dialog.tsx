import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { keyCommands } from '../../app/keys.ts';
import { BarButton } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';

export function KeysDialog({ open, onOpen }: { open: boolean; onOpen: (open: boolean) => void }) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpen}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 bg-black/40" />
        <Dialog.Popup className="fixed top-1/2 left-1/2 max-h-[calc(100vh-32px)] w-[420px] max-w-[calc(100vw-32px)] min-[760px]:w-[680px] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-lg border border-line bg-panel p-4 shadow-2xl">
          <div className="mb-2 flex items-center">
            <Dialog.Title className="text-lg font-semibold">Keys</Dialog.Title>
            <Dialog.Close
              render={
                <BarButton aria-label="Close" className="ml-auto">
                  <X size={14} aria-hidden />
                </BarButton>
              }
            />
          </div>
          <dl className="grid grid-cols-[88px_1fr] items-center gap-x-2 min-[760px]:grid-cols-[88px_1fr_88px_1fr]">
            {keyCommands.map(({ what, shown }) => (
              <div key={what} className="col-span-2 grid h-7 grid-cols-subgrid items-center">
                <dt className="flex gap-1">
                  {shown.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </dt>
                <dd className="text-muted">{what}</dd>
              </div>
            ))}
          </dl>
          <p className="mt-2 border-t border-line pt-2 text-sm text-faint">
            In the plan the arrow keys work too. On the timeline: arrows one version, Page Up and
            Page Down a twentieth, Home the first, End live; a drag over the lanes selects a window,
            a double click takes it away.
          </p>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
