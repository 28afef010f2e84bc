import { Dialog } from '@base-ui/react/dialog';
import { CommandGroup, CommandInput, CommandList, CommandRoot } from 'cmdk';
import { Search } from 'lucide-react';
import { useRef, useState } from 'react';
import { closeDialog } from '../../app/dialogs.ts';
import type { Reach } from '../../app/commands/reach.ts';
import { runCommand } from '../../app/commands/run.ts';
import { metNeeds } from '../../app/commands/state.ts';
import { WindowDialog } from '../../app/window-dialog.tsx';
import { plural } from '../../../core/format.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { allBuilds } from '../builds/listed.ts';
import { type Entry, sectionsFor } from './entries.ts';
import { BuildRow, CommandRow, Row } from './rows.tsx';
import { noteRecent, recentKeys } from './recent.ts';
import { SpokenChoice } from './spoken-choice.tsx';

/** All commands and builds, by a few letters of their names. */
export function Palette({ reach }: { reach: Reach }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <WindowDialog
      name="palette"
      initialFocus={input}
      className="top-[max(12px,12vh)] w-[640px] overflow-hidden"
    >
      <Dialog.Title className="sr-only">Command palette</Dialog.Title>
      <Body reach={reach} inputRef={input} />
    </WindowDialog>
  );
}

interface BodyProps {
  readonly reach: Reach;
  readonly inputRef: React.RefObject<HTMLInputElement | null>;
}

function Body({ reach, inputRef }: BodyProps) {
  const [text, setText] = useState('');
  // As it was when the palette opened: what one is about to choose does not move away.
  const [from] = useState(() => ({
    builds: allBuilds(reach.session),
    met: metNeeds(reach),
    current: reach.session.workspace.focused?.id ?? null,
    recent: recentKeys(),
    now: Date.now(),
  }));
  const query = text.trim();
  const sections = sectionsFor(query, from);
  const found = sections.reduce((sum, { entries }) => sum + entries.length, 0);
  const choose = (entry: Entry) => {
    noteRecent(entry.key);
    if (entry.kind === 'command') runCommand(reach, entry.id);
    else closeDialog(() => reach.session.openBuild(entry.build.id));
  };
  return (
    // Its letters for up and down would take Ctrl K, which closes.
    <CommandRoot label="Commands and builds" shouldFilter={false} vimBindings={false} loop>
      <div className="flex h-11 items-center gap-2.5 border-b border-line px-3.5">
        <Search size={15} aria-hidden className="flex-none text-faint" />
        <CommandInput
          ref={inputRef}
          value={text}
          onValueChange={setText}
          placeholder="A command, or the title of a build"
          className="h-full min-w-0 flex-1 bg-transparent text-[14px] outline-none placeholder:text-faint"
        />
      </div>
      <p role="status" className={found === 0 ? 'px-4 pt-3 pb-1 text-sm text-muted' : 'sr-only'}>
        {query !== '' &&
          (found === 0
            ? `No command and no build is called “${query}”.`
            : `${plural(found, 'entry', 'entries')} for “${query}”`)}
      </p>
      <CommandList
        label="Commands and builds"
        className="max-h-[min(396px,calc(88vh-96px))] scroll-py-1.5 overflow-y-auto overscroll-contain p-1.5"
      >
        {sections.map(({ name, entries }) => (
          <CommandGroup key={name} heading={<Heading name={name} />}>
            {entries.map((entry) =>
              entry.kind === 'command' ? (
                <CommandRow key={entry.key} entry={entry} onSelect={() => choose(entry)} />
              ) : (
                <BuildRow key={entry.key} entry={entry} onSelect={() => choose(entry)} />
              ),
            )}
          </CommandGroup>
        ))}
        {query !== '' && from.builds.length > 0 && (
          <CommandGroup heading={<Heading name="Full-text search" />}>
            <Row value="search" onSelect={() => closeDialog(() => reach.find(query))}>
              <Search size={14} aria-hidden className="flex-none text-faint" />
              <span className="min-w-0 truncate">Search in all builds for “{query}”</span>
            </Row>
          </CommandGroup>
        )}
      </CommandList>
      <SpokenChoice inputRef={inputRef} />
      <p
        aria-hidden
        className="flex h-8 items-center gap-4 border-t border-line px-3.5 text-xs text-faint max-[480px]:hidden"
      >
        <span className="flex items-center gap-1">
          <Kbd>↑</Kbd>
          <Kbd>↓</Kbd> choose
        </span>
        <span className="flex items-center gap-1">
          <Kbd>Enter</Kbd> run
        </span>
        <span className="ml-auto flex items-center gap-1">
          <Kbd>Esc</Kbd> close
        </span>
      </p>
    </CommandRoot>
  );
}

function Heading({ name }: { name: string }) {
  return <span className="block px-2.5 pt-2 pb-1 text-xs font-semibold text-faint">{name}</span>;
}
