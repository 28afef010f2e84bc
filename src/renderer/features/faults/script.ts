import {
  type FaultCommand,
  type FaultScript,
  faultScriptSchema,
  type Faults,
} from '../../../core/sync/faults/faults.ts';

/** A script that somebody pasted, or why it is none. */
export function readScript(text: string): { script: FaultScript } | { error: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { error: `This is not JSON: ${error instanceof Error ? error.message : 'unreadable'}.` };
  }
  const parsed = faultScriptSchema.safeParse(value);
  if (parsed.success) return { script: parsed.data };
  const [issue] = parsed.error.issues;
  const place = issue && issue.path.length > 0 ? `${pathOf(issue.path)}: ` : '';
  return {
    error: `This is JSON, but no script. ${place}${issue?.message ?? 'It does not fit.'}`,
  };
}

const pathOf = (path: readonly PropertyKey[]): string =>
  path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`,
    )
    .join('');

/** A script as it is copied: one step a line, so that it can be read and edited. */
export function writeScript({ seed, steps }: FaultScript): string {
  const lines = steps.map((step) => `    ${JSON.stringify(step)}`).join(',\n');
  return `{\n  "seed": ${seed},\n  "steps": [${lines === '' ? '' : `\n${lines}\n  `}]\n}\n`;
}

/** Whom a step meets, and what it does, in words. */
export function stepWords(command: FaultCommand): { whom: string; what: string } {
  if (command.do === 'clear') return { whom: 'everyone', what: 'clear all' };
  const whom = command.watcher === '*' ? 'everyone' : command.watcher;
  if (command.do === 'cut') return { whom, what: `cut for ${seconds(command.milliseconds)}` };
  return { whom, what: faultWords(command.faults) };
}

function faultWords({ drop, duplicate, reorder, delay, stall }: Faults): string {
  const parts = [
    drop > 0 && `drop ${percent(drop)}`,
    duplicate > 0 && `duplicate ${percent(duplicate)}`,
    reorder > 0 && `reorder ${percent(reorder)}`,
    delay > 0 && `delay ${delay} ms`,
    stall && 'stall',
  ].filter((part) => part !== false);
  return parts.length > 0 ? parts.join(', ') : 'no faults';
}

const percent = (chance: number): string => `${Math.round(chance * 1000) / 10} %`;
export const seconds = (milliseconds: number): string => `${milliseconds / 1000} s`;

/** When a step was done: `0:34.2`. */
export function stepTime(milliseconds: number): string {
  const tenths = Math.floor(milliseconds / 100);
  const whole = Math.floor(tenths / 10);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}.${tenths % 10}`;
}
