import { type ReactNode, type RefObject, useEffect } from 'react';
import { useStore } from 'zustand';
import { cx } from '../ui/cx.ts';
import { Modal } from '../ui/modal.tsx';
import { closeDialog, dialogHasGone, type DialogName, dialogStore } from './dialogs.ts';

interface Props {
  readonly name: DialogName;
  readonly className: string;
  readonly children: ReactNode;
  readonly initialFocus?: RefObject<HTMLElement | null>;
}

/** A dialog in the middle of the window, of which one is open at a time. */
export function WindowDialog({ name, className, children, ...focus }: Props) {
  const open = useStore(dialogStore, (dialogs) => dialogs.open === name);
  return (
    <Modal
      open={open}
      onClose={closeDialog}
      className={cx(
        'left-1/2 max-w-[calc(100vw-24px)] -translate-x-1/2 rounded-lg border',
        className,
      )}
      {...focus}
    >
      <Departure />
      {children}
    </Modal>
  );
}

function Departure() {
  // After the focus has gone back to where it was, and before the next key.
  useEffect(() => () => queueMicrotask(dialogHasGone), []);
  return null;
}
