import type { ReactNode } from 'react';

/** A staircase that only climbs, and the pawl that keeps it from turning back. */
export function Logo({ size = 18 }: { size?: number }) {
  return (
    <svg aria-hidden width={size} height={size} viewBox="0 0 18 18" fill="none" strokeWidth="1.6">
      <path stroke="currentColor" d="M2.5 14.5h3.2V11h3.6V7.5h3.6V4h2.6" />
      <path stroke="var(--run)" d="M11.5 13.8 14 11.3M14 11.3v3.2M14 11.3h-3.2" />
    </svg>
  );
}

export function Brand({ live, children }: { live: number; children?: ReactNode }) {
  return (
    <div className="flex h-11 flex-none items-center gap-2 pr-2.5 pl-3">
      <Logo />
      <span className="font-semibold tracking-tight">Ratchet</span>
      <span className="ml-auto text-xs font-medium text-faint">{live > 0 && `${live} live`}</span>
      {children}
    </div>
  );
}
