import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { BarButton } from '../ui/button.tsx';

/** The title of a dialog, and what closes it. */
export function DialogHead({ title }: { title: string }) {
  return (
    <div className="mb-2 flex items-center">
      <Dialog.Title className="text-lg font-semibold">{title}</Dialog.Title>
      <DialogClose />
    </div>
  );
}

/** What closes a dialog, at the end of its head. */
export function DialogClose() {
  return (
    <Dialog.Close
      render={
        <BarButton aria-label="Close" className="ml-auto">
          <X size={14} aria-hidden />
        </BarButton>
      }
    />
  );
}
