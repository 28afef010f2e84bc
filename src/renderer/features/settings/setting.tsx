import type { ReactNode } from 'react';

/** One setting: what it is called, what it does, and what sets it on the right, or below where there is no room. */
export function Setting({
  title,
  children,
  control,
  below,
}: {
  readonly title: string;
  /** What it does, where its name does not say so. */
  readonly children?: ReactNode;
  readonly control: ReactNode;
  /** What is asked before a choice holds. */
  readonly below?: ReactNode;
}) {
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2 border-b border-line py-2.5 last:border-b-0">
      <div className="min-w-[180px] flex-1">
        <div className="font-medium">{title}</div>
        {children !== undefined && <div className="text-sm text-muted">{children}</div>}
      </div>
      {control}
      {Boolean(below) && <div className="basis-full">{below}</div>}
    </div>
  );
}

/** Settings that belong together. */
export function SettingGroup({
  title,
  children,
}: {
  readonly title?: string;
  readonly children: ReactNode;
}) {
  return (
    <section className="mb-5 last:mb-0">
      {title !== undefined && <h3 className="mb-1 text-xs font-semibold text-muted">{title}</h3>}
      {children}
    </section>
  );
}
