import { memo, type ReactNode, useMemo } from 'react';
import { WithPlaces } from '../places/with-places.tsx';
import { settle, type Span, spansOf } from './ansi.ts';
import { LineList } from './line-list.tsx';

interface Props {
  readonly label: string;
  readonly text: string;
  readonly wrap: boolean;
  readonly inset?: boolean | undefined;
  readonly whole?: boolean | undefined;
  readonly more?: ReactNode;
}

/** What a tool printed, in the colours in which it printed it; always as text. */
export function TextBody({ label, text, wrap, more, inset, whole }: Props) {
  const lines = useMemo(
    () =>
      settle(text)
        .replace(/^\n+|\n+$/g, '')
        .split('\n'),
    [text],
  );
  return (
    <LineList
      label={label}
      lines={lines.length}
      renderLine={(index) => <AnsiLine text={lines[index] ?? ''} />}
      wrap={wrap}
      more={more}
      inset={inset}
      whole={whole}
    />
  );
}

const AnsiLine = memo(function AnsiLine({ text }: { text: string }) {
  return spansOf(text).map((span, index) => <AnsiSpan key={index} span={span} />);
});

function AnsiSpan({ span: { text, className, color, background } }: { span: Span }) {
  if (className === '' && color === undefined && background === undefined) {
    return <WithPlaces text={text} />;
  }
  return (
    <span className={className} style={{ color, background }}>
      <WithPlaces text={text} />
    </span>
  );
}
