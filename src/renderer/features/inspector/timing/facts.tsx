import type { ReactNode } from 'react';

/** A part of the timing, under its name. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="border-b border-line px-3.5 py-3 last:border-0">
      <h3 className="mb-2 text-xs font-semibold text-muted">{title}</h3>
      {children}
    </section>
  );
}

/** Names and figures under each other. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-[fit-content(46%)_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm leading-[18px]">
      {children}
    </dl>
  );
}

interface FactProps {
  readonly name: string;
  /** The colour that stands for it in the bar. */
  readonly tone?: string;
  readonly children: ReactNode;
}

export function Fact({ name, tone, children }: FactProps) {
  return (
    <>
      <dt className="flex items-center gap-1.5 self-start text-muted">
        {tone !== undefined && (
          <i aria-hidden className={`size-2 flex-none rounded-[2px] ${tone}`} />
        )}
        {name}
      </dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

export const Figure = ({ children }: { children: ReactNode }) => (
  <span className="mono">{children}</span>
);

/** Says what a figure rests on. */
export const Aside = ({ children }: { children: ReactNode }) => (
  <span className="text-faint"> {children}</span>
);
