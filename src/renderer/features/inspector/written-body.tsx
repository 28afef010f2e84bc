import { use } from 'react';
import { CodeBody } from '../code/code-body.tsx';
import { MannerContext } from './manner.ts';
import { TextBody } from './text-body.tsx';

interface Props {
  readonly label: string;
  readonly text: string;
  readonly wrap: boolean;
  readonly inset?: boolean | undefined;
  readonly whole?: boolean | undefined;
}

/** A text that came back: a file in the colours of its language, anything else as it was printed. */
export function WrittenBody(props: Props) {
  const { language, isFile } = use(MannerContext);
  const isCode = language !== null && isFile && props.label.startsWith('Output');
  return isCode ? <CodeBody {...props} language={language} /> : <TextBody {...props} />;
}
