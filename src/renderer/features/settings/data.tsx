import { useEffect } from 'react';
import { useStore } from 'zustand';
import { bytes, count } from '../../../core/format.ts';
import { useSession } from '../../app/session-context.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Keep } from './keep.tsx';
import { Setting, SettingGroup } from './setting.tsx';
import { useSettings } from './use-settings.ts';

/** Where the data is, and how much of it. */
export function Data() {
  const session = useSession();
  const { answer, problem, change } = useSettings();
  const builds = useStore(session.list, ({ replica }) => replica.state.length);
  // Sizes are those of now.
  useEffect(() => session.settings.ask(), [session]);
  if (!answer) return <p className="text-muted">The host has not told yet.</p>;
  const { data, readOnly } = answer;
  return (
    <>
      <SettingGroup>
        <Setting
          title="Folder"
          control={<CopyButton text={() => data.folder} label="Copy the folder’s path" />}
        >
          <span className="mono break-all select-text">{data.folder}</span>
          {readOnly && <span className="block">A copy, shown read-only: nothing is written</span>}
        </Setting>
        <Setting title="Database" control={<Figure>{bytes(data.databaseBytes)}</Figure>}>
          Everything that was recorded
        </Setting>
        <Setting title="Search index" control={<Figure>{bytes(data.searchBytes)}</Figure>}>
          Made of the database, and made again when it is missing
        </Setting>
        <Setting title="Builds" control={<Figure>{count(builds)}</Figure>} />
        <Keep answer={answer} onChange={(keepDays) => change({ keepDays })} />
      </SettingGroup>
      <Problem text={problem} />
    </>
  );
}

function Figure({ children }: { children: string }) {
  return <span className="mono">{children}</span>;
}
