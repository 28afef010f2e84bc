import { Dialog } from '@base-ui/react/dialog';
import { type ReactNode, type RefObject, useEffect } from 'react';
import { useStore } from 'zustand';
import { cx } from '../ui/cx.ts';
import { closeDialog, dialogHasGone, type DialogName, dialogStore } from './dialogs.ts';

interface Props {
  readonly name: DialogName;
  readonly className: string;
  readonly children: ReactNode;
  readonly initialFocus?: RefObject<HTMLElement | null>;
}

/** A dialog over the window. Its title is a `Dialog.Title` among its children. */
export function WindowDialog({ name, className, children, initialFocus }: Props) {
  const open = useStore(dialogStore, (dialogs) => dialogs.open === name);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && closeDialog()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 bg-scrim" />
        <Dialog.Popup
          {...(initialFocus ? { initialFocus } : {})}
          className={cx(
            'fixed left-1/2 max-w-[calc(100vw-24px)] -translate-x-1/2 rounded-lg border border-line bg-panel shadow-2xl',
            className,
          )}
        >
          <Departure />
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Departure() {
  // In a task of its own: before that, the focus has not gone back to where it was.
  useEffect(() => () => void setTimeout(dialogHasGone), []);
  return null;
}
