import { FolderOpen } from 'lucide-react';
import { useState } from 'react';
import { bridge } from '../../transport/bridge.ts';
import { whyFailed } from '../../transport/why-failed.ts';

/** Lets the user choose files to watch. Only the desktop window may: a page in a browser names no path. */
export function WatchFiles() {
  const [error, setError] = useState<string | null>(null);
  const desktop = bridge;
  if (!desktop) return null;
  return (
    <>
      <button
        type="button"
        className="inline-flex h-8 items-center gap-2 rounded-md border border-line px-3 font-medium hover:bg-hover"
        onClick={() => {
          setError(null);
          desktop.watchFiles().catch((failure: unknown) => setError(whyFailed(failure)));
        }}
      >
        <FolderOpen size={14} aria-hidden /> Watch files…
      </button>
      {error !== null && (
        <p role="alert" className="text-err">
          {error}
        </p>
      )}
    </>
  );
}
