import { Toast } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import { BarButton } from './button.tsx';

const manager = Toast.createToastManager();
/** Milliseconds that a toast stays; while the pointer or the focus is on it, it waits. */
const STAY = 10_000;

interface Notice {
  readonly title: string;
  readonly description?: string;
  /** What can still be done about it. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Says something at the edge of the window, and offers what can be done about it. */
export function toast({ title, description, action }: Notice): void {
  const id = manager.add({
    title,
    description,
    timeout: STAY,
    ...(action && {
      actionProps: {
        children: action.label,
        onClick() {
          manager.close(id);
          action.run();
        },
      },
    }),
  });
}

/** Where toasts are shown: above the status bar and a strip that stands on it, the latest at the bottom. F6 goes to them. */
export function Toaster() {
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className="fixed right-3 bottom-16 z-40 flex w-[min(360px,calc(100vw-24px))] flex-col gap-2">
          <Toasts />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Toasts() {
  const { toasts } = Toast.useToastManager();
  return toasts
    .filter(({ limited }) => limited !== true)
    .toReversed()
    .map((one) => (
      <Toast.Root
        key={one.id}
        toast={one}
        swipeDirection={['right', 'down']}
        className="rounded-lg border border-line bg-popup shadow-xl transition-opacity duration-150 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0"
      >
        <Toast.Content className="flex items-center gap-2 py-2 pr-2 pl-3">
          <div className="min-w-0 flex-1">
            <Toast.Title className="line-clamp-3 wrap-anywhere" />
            <Toast.Description className="text-sm text-muted" />
          </div>
          <Toast.Action className="h-7 flex-none rounded-md border border-line px-2.5 font-medium hover:bg-hover" />
          <Toast.Close
            render={
              <BarButton aria-label="Dismiss" className="flex-none">
                <X size={14} aria-hidden />
              </BarButton>
            }
          />
        </Toast.Content>
      </Toast.Root>
    ));
}
