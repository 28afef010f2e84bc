import { useState } from 'react';
import type { Content, Json } from '../../../core/build/content.ts';
import { useSession } from '../../app/session-context.ts';
import { bytes, plural } from '../../../core/format.ts';
import { AnyJson } from './any-json.tsx';
import { TextBody } from './text-body.tsx';
import { WrittenBody } from './written-body.tsx';
import { whyFailed } from '../../transport/why-failed.ts';

type Cut = Extract<Content, { as: 'cut' }>;
type Whole =
  { readonly as: 'text'; readonly text: string } | { readonly as: 'json'; readonly json: Json };

interface Props {
  readonly label: string;
  readonly content: Cut;
  readonly wrap: boolean;
  readonly named: boolean;
  readonly inset: boolean;
}

/** A big body: its beginning, and the whole of it when it is asked for. */
export function CutBody({ label, content, wrap, named, inset }: Props) {
  const { rest } = useSession();
  const [whole, setWhole] = useState<Whole | null>(null);
  const [state, setState] = useState<'idle' | 'loading' | { error: string }>('idle');

  const shared = { label, wrap, inset };
  if (whole?.as === 'json') return <AnyJson {...shared} json={whole.json} named={named} />;
  if (whole) return <WrittenBody key="whole" {...shared} text={whole.text} whole />;

  const load = () => {
    setState('loading');
    rest.payload(content.payload).then(
      async ({ mime, body }) => {
        setWhole(await read(mime, body));
        setState('idle');
      },
      (error: unknown) => setState({ error: whyFailed(error) }),
    );
  };
  const size = content.lines > 0 ? `${plural(content.lines, 'line')}, ` : '';
  return (
    <TextBody
      {...shared}
      text={content.preview}
      more={
        <span className="mx-3.5 mt-1 flex items-center gap-3 font-sans text-sm">
          <button
            type="button"
            disabled={state === 'loading'}
            onClick={load}
            className="rounded text-run hover:underline disabled:opacity-60"
          >
            {state === 'loading' ? 'Loading…' : `Show all (${size}${bytes(content.bytes)})`}
          </button>
          {typeof state === 'object' && (
            <span role="alert" className="text-err">
              {state.error}
            </span>
          )}
        </span>
      }
    />
  );
}

async function read(mime: string, body: Blob): Promise<Whole> {
  const text = await body.text();
  if (mime !== 'application/json') return { as: 'text', text };
  try {
    return { as: 'json', json: JSON.parse(text) as Json };
  } catch {
    return { as: 'text', text };
  }
}
