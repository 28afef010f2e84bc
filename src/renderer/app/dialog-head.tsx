import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { BarButton } from '../ui/button.tsx';

/** The title of a dialog, and what closes it; it stays where the dialog scrolls. */
export function DialogHead({ title }: { title: string }) {
  return (
    <div className="sticky top-0 z-10 flex h-11 flex-none items-center border-b border-line bg-panel pr-2.5 pl-4">
      <Dialog.Title className="text-lg font-semibold">{title}</Dialog.Title>
      <Dialog.Close
        render={
          <BarButton aria-label="Close" className="ml-auto">
            <X size={14} aria-hidden />
          </BarButton>
        }
      />
    </div>
  );
}
