import { CommandLine } from '../../ui/command-line.tsx';
import { Logo } from '../builds/brand.tsx';

/** A browser that came without a token: it may not read anything, so it is told how to come back. */
export function NoToken() {
  return (
    <main className="flex h-full items-center justify-center p-6">
      <div className="flex w-full max-w-[440px] flex-col gap-3">
        <Logo size={28} />
        <h1 className="text-lg font-semibold tracking-tight">This address has no key</h1>
        <p className="text-muted">
          Ratchet only answers those who hold its token, which is part of the address. Let Ratchet
          open the right one:
        </p>
        <CommandLine command="ratchet open" />
        <p className="text-muted">
          Or copy the whole line that <code className="mono text-text">npm start</code> printed; it
          ends in <code className="mono text-text">#token=…</code>
        </p>
      </div>
    </main>
  );
}
