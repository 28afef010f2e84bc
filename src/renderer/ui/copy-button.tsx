import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { BarButton } from './button.tsx';
import { copyText } from './copy.ts';

/** Copies what `text` gives, and says so for a moment. */
export function CopyButton({ text, label }: { text: () => string; label: string }) {
  const [done, setDone] = useState<'copied' | 'failed' | null>(null);
  const copy = async () => {
    const result = await copyText(text()).then(
      () => 'copied' as const,
      () => 'failed' as const,
    );
    setDone(result);
    setTimeout(() => setDone(null), 1500);
  };
  return (
    <BarButton aria-label={label} title={label} onClick={() => void copy()}>
      {done === 'copied' ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
      <span role="status" className={done ? 'text-xs' : 'sr-only'}>
        {done === 'copied' ? 'Copied' : done === 'failed' ? 'Could not copy' : ''}
      </span>
    </BarButton>
  );
}
