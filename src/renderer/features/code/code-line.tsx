import { memo, type ReactNode } from 'react';
import { type LineTones, tones } from './tones.ts';

/** A line of code, in colours where its tones are known. */
export const CodeLine = memo(function CodeLine({
  text,
  line,
}: {
  text: string;
  line: LineTones | undefined;
}) {
  if (!line) return text;
  const parts: ReactNode[] = [];
  let at = 0;
  for (let index = 0; index + 1 < line.length; index += 2) {
    const part = text.slice(at, at + (line[index] ?? 0));
    const tone = tones[line[index + 1] ?? 0] ?? 'plain';
    at += part.length;
    parts.push(
      tone === 'plain' ? (
        part
      ) : (
        <span key={index} className={`code-${tone}`}>
          {part}
        </span>
      ),
    );
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts;
});
