import { useId, useState } from 'react';
import { useSession } from '../../app/session-context.ts';
import { BarButton } from '../../ui/button.tsx';
import { readScript } from './script.ts';

/** A script to paste; it is played at once, from its own seed. */
export function PlayScript({ onClose }: { onClose: () => void }) {
  const watch = useSession().faults;
  const [text, setText] = useState('');
  const [error, setError] = useState<string | null>(null);
  const described = useId();
  const play = async () => {
    const read = readScript(text);
    if ('error' in read) setError(read.error);
    else if (await watch.take({ type: 'play', script: read.script })) onClose();
  };
  return (
    <div
      className="my-2"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <textarea
        autoFocus
        aria-label="Script"
        aria-invalid={error !== null}
        aria-describedby={error === null ? undefined : described}
        value={text}
        rows={5}
        spellCheck={false}
        placeholder={'{ "seed": 1, "steps": [ { "at": 0, "command": { "do": "clear" } } ] }'}
        onChange={(event) => {
          setText(event.target.value);
          setError(null);
        }}
        className="mono block w-full resize-y rounded border border-line bg-code p-2 leading-4 placeholder:text-faint"
      />
      <div className="mt-1.5 flex items-start gap-1.5">
        <BarButton className="border border-line text-text" onClick={() => void play()}>
          Play
        </BarButton>
        <BarButton onClick={onClose}>Cancel</BarButton>
        {error !== null && (
          <p id={described} role="alert" className="py-1 text-sm text-err">
            {error} Nothing was played.
          </p>
        )}
      </div>
    </div>
  );
}
