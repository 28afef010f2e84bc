import { FolderOpen, SquarePen } from 'lucide-react';
import { useState } from 'react';
import type { ToolNode } from '../../../core/build/state.ts';
import { fileOf } from '../../../core/build/tool-file.ts';
import { useBuild } from '../../app/session-context.ts';
import { bridge } from '../../transport/bridge.ts';
import { whyFailed } from '../../transport/why-failed.ts';
import { BarButton } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';

/** What can be done with the file that a call works on. A browser may only copy its path. */
export function FileActions({ node }: { node: ToolNode }) {
  const { id } = useBuild();
  const [error, setError] = useState<string | null>(null);
  const path = fileOf(node);
  if (path === null) return null;
  const open = async (where: 'editor' | 'folder') => {
    setError(null);
    await bridge
      ?.openFile({ build: id, node: node.key, where })
      .catch((cause: unknown) => setError(whyFailed(cause)));
  };
  return (
    <span className="relative -my-1 flex">
      {bridge && (
        <>
          <BarButton
            aria-label="Open in editor"
            title="Open in editor"
            onClick={() => void open('editor')}
          >
            <SquarePen size={14} aria-hidden />
          </BarButton>
          <BarButton
            aria-label="Show in folder"
            title="Show in folder"
            onClick={() => void open('folder')}
          >
            <FolderOpen size={14} aria-hidden />
          </BarButton>
        </>
      )}
      <CopyButton label="Copy path of the file" text={() => path} />
      {error !== null && (
        <button
          type="button"
          role="alert"
          title="Dismiss"
          onClick={() => setError(null)}
          className="absolute top-full right-0 z-10 mt-1 w-72 rounded-md border border-line bg-raised px-2.5 py-1.5 text-left text-sm text-err shadow-lg"
        >
          {error}
        </button>
      )}
    </span>
  );
}
