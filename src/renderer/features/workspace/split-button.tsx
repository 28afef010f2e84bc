import { Columns2 } from 'lucide-react';
import { BarButton } from '../../ui/button.tsx';
import { pickBuild } from './picking.ts';

/** Asks for another build, and shows it beside. */
export function SplitButton() {
  return (
    <BarButton
      aria-label="Split right"
      title="Show another build beside (s)"
      className="max-[1099px]:hidden"
      onClick={() => pickBuild('beside')}
    >
      <Columns2 size={14} aria-hidden />
    </BarButton>
  );
}
