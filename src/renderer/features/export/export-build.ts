import type { Exported } from '../../../core/bridge/bridge.ts';
import { type ExportAnswer, type ExportForm } from '../../../core/export-answer.ts';
import { count, plural } from '../../../core/format.ts';
import type { Session } from '../../app/session.ts';
import { bridge } from '../../transport/bridge.ts';
import type { Rest } from '../../transport/rest.ts';
import { whyFailed } from '../../transport/why-failed.ts';
import { toast } from '../../ui/toasts.tsx';

/** Saves a build as a file, and says what came of it. It never rejects. */
export async function exportBuild(
  { rest }: Session,
  build: string,
  form: ExportForm,
): Promise<void> {
  try {
    const saved = await save(rest, build, form);
    if (saved) toast({ title: `Saved ${saved.file}`, description: leftOut(saved.answer) });
  } catch (error) {
    toast({ title: 'The build was not exported', description: whyFailed(error) });
  }
}

/** The desktop window asks where, a browser downloads it. Null: it was not wanted after all. */
async function save(rest: Rest, build: string, form: ExportForm): Promise<Exported | null> {
  if (bridge) return bridge.exportBuild({ build, form });
  const { answer, body } = await rest.export(build, form);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(body);
  link.download = answer.name;
  link.click();
  // The download has taken hold of it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return { file: answer.name, answer };
}

/** What was left out of a file, in words. */
function leftOut({ redacted, subAgents }: ExportAnswer): string {
  const secrets =
    redacted === null
      ? 'Secrets were kept: look through it before you give it to anyone.'
      : redacted.length === 0
        ? 'No secrets were found in it.'
        : `Taken out: ${redacted.map((entry) => `${entry.kind} (${count(entry.count)})`).join(', ')}.`;
  if (subAgents.leftOut === 0) return secrets;
  return `${secrets} ${plural(subAgents.leftOut, 'sub-agent')} with a build of its own is not in it.`;
}
