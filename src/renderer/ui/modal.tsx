import { Dialog } from '@base-ui/react/dialog';
import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react';
import { cx } from './cx.ts';

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly className: string;
  /** What gets the focus; the first control where this is not given. */
  readonly initialFocus?: RefObject<HTMLElement | null>;
  /** Its title is a `Dialog.Title` among them. */
  readonly children: ReactNode;
}

/**
 * A dialog over the window. It has the focus before the next key comes, and has given it back before the one
 * after it was closed. By itself it would do both a frame later, and a frame is long where the machine is
 * busy: what is typed until then would go to what is behind, or nowhere.
 */
export function Modal({ open, onClose, className, initialFocus, children }: Props) {
  const popup = useRef<HTMLDivElement>(null);
  const actions = useRef<Dialog.Root.Actions>(null);
  useLayoutEffect(() => {
    if (!open) actions.current?.unmount();
  }, [open]);
  const takeFocus = () => {
    // Whoever opened it may have put the focus into it already.
    if (popup.current?.contains(document.activeElement)) return false;
    const first = initialFocus?.current ?? null;
    (first ?? popup.current)?.focus({ preventScroll: true });
    // Which control is the first is not known yet; it gets the focus from the dialog itself.
    return first === null;
  };
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()} actionsRef={actions}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 bg-scrim" />
        <Dialog.Popup
          ref={popup}
          initialFocus={takeFocus}
          className={cx('fixed border-line bg-panel shadow-2xl outline-none', className)}
        >
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
