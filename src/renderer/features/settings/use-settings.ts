import { useState } from 'react';
import { useStore } from 'zustand';
import type { SettingsAnswer, SettingsChange } from '../../../core/settings/settings.ts';
import { useSession } from '../../app/session-context.ts';
import { whyFailed } from '../../transport/why-failed.ts';

interface HostSettingsView {
  /** Null until the host has told. */
  readonly answer: SettingsAnswer | null;
  /** Why the last change was refused. */
  readonly problem: string | null;
  readonly change: (change: SettingsChange) => void;
}

/** The host's settings, and a way to change them that says what went wrong. */
export function useSettings(): HostSettingsView {
  const { settings } = useSession();
  const answer = useStore(settings.store);
  const [problem, setProblem] = useState<string | null>(null);
  const change = (wanted: SettingsChange) => {
    settings.change(wanted).then(
      () => setProblem(null),
      (error: unknown) => setProblem(whyFailed(error)),
    );
  };
  return { answer, problem, change };
}
