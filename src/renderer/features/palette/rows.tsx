import { CommandItem } from 'cmdk';
import {
  CircleHelp,
  Columns2,
  History,
  Layers,
  ListTree,
  type LucideIcon,
  PanelRight,
  SlidersHorizontal,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { Group } from '../../../core/commands/command.ts';
import { commandOf } from '../../../core/commands/commands.ts';
import { statusNow } from '../../../core/build/standing.ts';
import { agentName, baseName, moment } from '../../../core/format.ts';
import { cx } from '../../ui/cx.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { KeyCaps } from '../../ui/key-caps.tsx';
import { useTicking } from '../../ui/ticker.ts';
import { statusMarks } from '../builds/build-item.tsx';
import { titleOf } from '../builds/group.ts';
import type { Entry } from './entries.ts';

const icons: Record<Group, LucideIcon> = {
  Builds: Layers,
  Panes: Columns2,
  Plan: ListTree,
  Inspector: PanelRight,
  Timeline: History,
  View: SlidersHorizontal,
  Help: CircleHelp,
};

interface RowProps {
  readonly value: string;
  readonly disabled?: boolean;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

/** One row to choose. */
export function Row({ value, disabled = false, onSelect, children }: RowProps) {
  return (
    <CommandItem
      value={value}
      disabled={disabled}
      onSelect={onSelect}
      className={cx(
        // On the tinted ground the edges of key caps would not be seen.
        'flex h-8 items-center gap-2.5 rounded-md px-2.5 data-[selected=true]:bg-sel data-[selected=true]:[--line:color-mix(in_srgb,var(--muted)_40%,transparent)]',
        disabled && 'text-faint',
      )}
    >
      {children}
    </CommandItem>
  );
}

interface Props<Kind extends Entry['kind']> {
  readonly entry: Entry & { readonly kind: Kind };
  readonly onSelect: () => void;
}

export function CommandRow({ entry: { key, id, reason }, onSelect }: Props<'command'>) {
  const { title, group, keys = [] } = commandOf(id);
  const Icon = icons[group];
  return (
    <Row value={key} disabled={reason !== null} onSelect={onSelect}>
      <Icon size={14} aria-hidden className="flex-none text-faint" />
      <span className="min-w-0 flex-1 truncate">{title}</span>
      {reason === null ? (
        <KeyCaps keys={keys} />
      ) : (
        <span className="flex-none text-sm">{reason}</span>
      )}
    </Row>
  );
}

export function BuildRow({ entry: { key, build }, onSelect }: Props<'build'>) {
  const status = useTicking((now) => statusNow(build, now));
  const when = useTicking((now) => moment(build.lastEventAt ?? now, now));
  const about = [
    build.cwd === null ? null : baseName(build.cwd),
    build.agent === null ? null : agentName(build.agent),
  ];
  return (
    <Row value={key} onSelect={onSelect}>
      <span className="flex w-3.5 flex-none justify-center">
        <Glyph mark={statusMarks[status]} label={status} />
      </span>
      <span className="min-w-0 truncate">{titleOf(build)}</span>
      <span className="min-w-0 flex-1 shrink-[3] truncate text-sm text-muted">
        {about.filter(Boolean).join(' · ')}
      </span>
      <span className="mono flex-none text-faint">{when}</span>
    </Row>
  );
}
