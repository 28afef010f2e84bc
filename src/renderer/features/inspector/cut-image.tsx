import { useEffect, useState } from 'react';
import type { Content } from '../../../core/build/content.ts';
import { useSession } from '../../app/session-context.ts';
import { bytes } from '../../../core/format.ts';
import { isDrawable } from './drawable.ts';
import { ImageBody, NotShown } from './image-body.tsx';
import { whyFailed } from '../../transport/why-failed.ts';

/** A picture up to this size is fetched when it is looked at; a larger one when it is asked for. */
const UNASKED = 4 * 1024 * 1024;

interface Props {
  readonly label: string;
  readonly content: Extract<Content, { as: 'cut' }>;
  readonly inset: boolean;
}

/** A picture that the store set apart. */
export function CutImage({ label, content, inset }: Props) {
  const { rest } = useSession();
  const { mime, payload, bytes: size } = content;
  const drawable = isDrawable(mime);
  const [asked, setAsked] = useState(size <= UNASKED);
  const [url, setUrl] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    if (!asked || !drawable) return;
    let made: string | null = null;
    let gone = false;
    rest.payload(payload).then(
      ({ body }) => {
        if (gone) return;
        made = URL.createObjectURL(body);
        setUrl(made);
      },
      (cause: unknown) => setError(whyFailed(cause)),
    );
    return () => {
      gone = true;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [rest, payload, asked, drawable]);

  if (!drawable) return <NotShown mime={mime} size={size} inset={inset} />;
  if (url !== null) return <ImageBody source={url} label={label} inset={inset} />;
  return (
    <p className={inset ? 'px-3.5 py-2' : 'min-h-0 flex-1 bg-code px-3.5 py-3'}>
      {error !== null && (
        <span role="alert" className="text-err">
          {error}
        </span>
      )}
      {error === null && asked && <span className="text-muted">Loading… ({bytes(size)})</span>}
      {!asked && (
        <button
          type="button"
          onClick={() => setAsked(true)}
          className="rounded text-sm text-run hover:underline"
        >
          Show the picture ({bytes(size)})
        </button>
      )}
    </p>
  );
}
