import { Popover } from '@base-ui/react/popover';
import { Plus } from 'lucide-react';
import { bridge } from '../../transport/bridge.ts';
import { CommandLine } from '../../ui/command-line.tsx';
import { AgentsHere } from '../empty/agents-here.tsx';
import { WatchFiles } from '../empty/watch-files.tsx';

/** Opens what else can be watched: what the first run offers is there for good. */
export function WatchMore() {
  return (
    <Popover.Root>
      <Popover.Trigger
        aria-label="Watch an agent or file…"
        title="Watch an agent or file…"
        className="flex size-6 items-center justify-center rounded text-muted hover:bg-hover hover:text-text data-[popup-open]:bg-hover"
      >
        <Plus size={15} aria-hidden />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner side="bottom" align="start" sideOffset={4} className="z-30">
          <Popover.Popup className="flex max-h-(--available-height) w-[min(340px,calc(100vw-24px))] flex-col gap-2.5 overflow-y-auto rounded-lg border border-line bg-popup p-3 shadow-xl outline-none">
            <Popover.Title className="font-semibold">Watch an agent or file</Popover.Title>
            <AgentsHere none="No agent has left sessions on this machine." />
            {bridge ? (
              <div>
                <WatchFiles />
              </div>
            ) : (
              <>
                <p className="text-sm text-muted">Files and folders are watched by a command:</p>
                <CommandLine command="ratchet watch recording.jsonl" />
              </>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
