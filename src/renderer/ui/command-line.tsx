import { Fragment } from 'react';
import { CopyButton } from './copy-button.tsx';

/** A command to type, with a button that copies it. */
export function CommandLine({ command }: { command: string }) {
  return (
    <div className="flex min-h-9 items-center gap-2 rounded-md border border-line bg-code py-1.5 pr-1 pl-3">
      <code className="mono min-w-0 flex-1 leading-[18px] select-text">
        <span aria-hidden className="text-faint">
          ${' '}
        </span>
        {/* A line breaks between words, and never within an option. */}
        {command.split(' ').map((word, place) => (
          <Fragment key={place}>
            {place > 0 && ' '}
            <span className="inline-block">{word}</span>
          </Fragment>
        ))}
      </code>
      <CopyButton text={() => command} label={`Copy “${command}”`} />
    </div>
  );
}
