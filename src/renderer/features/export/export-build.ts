import type { Exported } from '../../../core/bridge/bridge.ts';
import { type ExportAnswer, type ExportForm } from '../../../core/export-answer.ts';
import { count, plural } from '../../../core/format.ts';
import { bridge } from '../../transport/bridge.ts';
import type { Rest } from '../../transport/rest.ts';

/** Saves a build as a file: the desktop window asks where, a browser downloads it. Null: it was not wanted after all. */
export async function exportBuild(
  rest: Rest,
  build: string,
  form: ExportForm,
): Promise<Exported | null> {
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
export function leftOut({ redacted, subAgents }: ExportAnswer): string[] {
  const lines: string[] = [];
  if (redacted === null)
    lines.push('Secrets were kept: look through it before you give it to anyone.');
  else if (redacted.length === 0) lines.push('No secrets were found in it.');
  else {
    const kinds = redacted.map((entry) => `${entry.kind} (${count(entry.count)})`);
    lines.push(`Taken out: ${kinds.join(', ')}.`);
  }
  if (subAgents.leftOut > 0) {
    lines.push(`${plural(subAgents.leftOut, 'sub-agent')} with a build of its own is not in it.`);
  }
  return lines;
}
