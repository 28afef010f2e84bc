import type { ReactNode } from 'react';

interface Props {
  readonly text: string;
  readonly ranges: readonly (readonly [number, number])[];
}

/** A text with what was found in it marked. */
export function Marked({ text, ranges }: Props) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [from, to] of ranges) {
    parts.push(text.slice(at, from));
    parts.push(
      <mark
        key={from}
        className="rounded-[2px] bg-[color-mix(in_srgb,var(--warn)_26%,transparent)] text-text"
      >
        {text.slice(from, to)}
      </mark>,
    );
    at = to;
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
}
