import { groups } from '../../../core/commands/command.ts';
import { commandIds, commandOf } from '../../../core/commands/commands.ts';
import { DialogHead } from '../../app/dialog-head.tsx';
import { WindowDialog } from '../../app/window-dialog.tsx';
import { bridge } from '../../transport/bridge.ts';
import { KeyCaps } from '../../ui/key-caps.tsx';

const withKeys = commandIds.map(commandOf).filter(({ keys = [], needs = [] }) => {
  return keys.length > 0 && (bridge !== null || !needs.includes('desktop'));
});

/** All keys, by what they are for. */
export function KeysDialog() {
  return (
    <WindowDialog
      name="keys"
      className="top-1/2 max-h-[calc(100vh-24px)] w-[440px] -translate-y-1/2 overflow-y-auto min-[760px]:w-[720px] min-[1120px]:w-[1060px]"
    >
      <DialogHead title="Keys" />
      <div className="columns-1 gap-x-8 px-4 pt-3 min-[760px]:columns-2 min-[1120px]:columns-3">
        {groups.map((group) => (
          <section key={group} aria-label={group} className="break-inside-avoid pb-3">
            <h3 className="border-b border-line pb-1 text-xs font-semibold text-faint">{group}</h3>
            <dl className="pt-1">
              {withKeys
                .filter((command) => command.group === group)
                .map(({ title, keys = [] }) => (
                  <div key={title} className="flex h-[26px] items-center gap-3">
                    <dt className="min-w-0 truncate text-muted">{title}</dt>
                    <dd className="ml-auto flex-none">
                      <KeyCaps keys={keys} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="mx-4 border-t border-line pt-2 pb-4 text-sm text-faint">
        In the plan the arrow keys work too. On the timeline: arrows one version, Page Up and Page
        Down a twentieth, Home the first, End live; a drag over the lanes selects a window, a double
        click takes it away.
      </p>
    </WindowDialog>
  );
}
