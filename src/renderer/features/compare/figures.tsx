import type { BuildDiff } from '../../../core/build/diff.ts';
import { money, tokens } from '../../../core/format.ts';
import { useId } from 'react';

const names = {
  input: 'Input',
  output: 'Output',
  cacheRead: 'Cache read',
  cacheWrite: 'Cache write',
  reasoning: 'Reasoning',
} as const;

const signed = (value: number, write: (value: number) => string): string =>
  value < 0 ? `−${write(-value)}` : `+${write(value)}`;

/** Tokens and money that went by in between, and how full the context is. */
export function Figures({ usage }: { usage: BuildDiff['usage'] }) {
  const id = useId();
  if (usage.isEmpty) return null;
  const { before, after } = usage.context;
  const context = [before, after].map((value) => (value === null ? 'none' : tokens(value)));
  const kinds = Object.keys(names) as (keyof typeof names)[];
  const figures = [
    ...kinds
      .filter((kind) => usage.tokens[kind] !== 0)
      .map((kind) => [names[kind], signed(usage.tokens[kind], tokens)] as const),
    ...(before === after ? [] : [['Context', context.join(' → ')] as const]),
    ...(usage.costUsd === 0 ? [] : [['Cost', signed(usage.costUsd, money)] as const]),
  ];
  return (
    <section aria-labelledby={id} className="border-b border-line py-1.5 last:border-b-0">
      <h3 id={id} className="flex h-7 items-center px-3.5 text-sm font-semibold">
        Tokens and cost
      </h3>
      <dl className="grid grid-cols-[repeat(auto-fill,minmax(190px,1fr))] gap-x-6 px-3.5">
        {figures.map(([name, value]) => (
          <div key={name} className="flex h-6 items-center justify-between text-sm">
            <dt className="text-muted">{name}</dt>
            <dd className="mono">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
