import { Check, Copy } from 'lucide-react';
import { type Ref, useState } from 'react';
import { BarButton } from './button.tsx';
import { copyText } from './copy.ts';

interface Props {
  readonly text: () => string | Promise<string>;
  readonly label: string;
  /** Words beside the icon, where there is room for them. */
  readonly caption?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** Copies what `text` gives, and says so for a moment. */
export function CopyButton({ text, label, caption, ref }: Props) {
  const [done, setDone] = useState<'copied' | 'failed' | null>(null);
  const copy = async () => {
    const result = await Promise.resolve(text())
      .then(copyText)
      .then(
        () => 'copied' as const,
        () => 'failed' as const,
      );
    setDone(result);
    setTimeout(() => setDone(null), 1500);
  };
  return (
    <BarButton ref={ref} aria-label={label} title={label} onClick={() => void copy()}>
      {done === 'copied' ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
      {caption !== undefined && done === null && <span>{caption}</span>}
      <span role="status" className={done ? 'text-xs' : 'sr-only'}>
        {done === 'copied' ? 'Copied' : done === 'failed' ? 'Could not copy' : ''}
      </span>
    </BarButton>
  );
}
