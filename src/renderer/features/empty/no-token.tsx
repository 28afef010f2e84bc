import { CommandLine } from '../../ui/command-line.tsx';
import { Logo } from '../builds/brand.tsx';
import { KeyForm } from './key-form.tsx';

/** A browser without a token, or with one that is not taken: it is told how to come back. */
export function NoToken({ isRefused = false }: { isRefused?: boolean }) {
  return (
    <div className="flex h-full items-center justify-center overflow-auto bg-bg p-6">
      <div className="flex w-full max-w-[440px] flex-col gap-3">
        <Logo size={28} />
        <h1 className="text-lg font-semibold tracking-tight">
          {isRefused ? 'Ratchet does not take this key' : 'This address has no key'}
        </h1>
        <p className="text-muted">
          {isRefused
            ? 'It was made for another run or another data folder. Nothing is lost. This prints the address that is good now:'
            : 'Ratchet only answers those who hold its token, which is part of the address. This prints the right one:'}
        </p>
        <CommandLine command="ratchet open" />
        <p className="text-muted">
          <code className="mono text-text">npm start</code> printed it as well; it ends in{' '}
          <code className="mono text-text">#token=…</code>
        </p>
        <KeyForm />
      </div>
    </div>
  );
}
