import type { Phase } from './phases.ts';

export const phaseNames: Record<Phase['kind'], string> = {
  input: 'Input written',
  permission: 'Waited for permission',
  question: 'Waited for an answer',
};

export const phaseTones: Record<Phase['kind'], string> = {
  input: 'bg-think',
  permission: 'bg-warn',
  question: 'bg-warn',
};

/** Where in the time of the call its known stretches lie. The figures above say the same in words. */
export function PhaseBar({ phases, whole }: { phases: readonly Phase[]; whole: number }) {
  if (whole <= 0) return null;
  return (
    <div aria-hidden className="relative mt-2.5 h-2 overflow-hidden rounded-[2px] bg-run">
      {phases.map(({ kind, from, to }, index) => (
        <i
          key={index}
          className={`absolute inset-y-0 min-w-0.5 ${phaseTones[kind]}`}
          style={{ left: `${(100 * from) / whole}%`, width: `${(100 * (to - from)) / whole}%` }}
        />
      ))}
    </div>
  );
}
