import { textOf } from '../json.ts';
import { withoutColours } from '../text.ts';
import { isTaskNotice } from './tasks.ts';

/** What a text in the user's place is: Claude Code writes much there that no user typed. */
export type Prompt =
  | { readonly kind: 'prompt' | 'notice' | 'local'; readonly text: string }
  | { readonly kind: 'interrupt' | 'task' | 'hidden' };

export function promptOf(raw: string): Prompt {
  // Reminders, and what an editor tells of itself: which file is open, what is selected.
  const text = raw.replace(/<(system-reminder|ide_[a-z_]+)>[\s\S]*?<\/\1>/g, '').trim();
  if (text === '') return { kind: 'hidden' };
  if (text.startsWith('[Request interrupted by user')) return { kind: 'interrupt' };
  if (!text.startsWith('<')) return { kind: 'prompt', text };
  if (isTaskNotice(text)) return { kind: 'task' };
  if (/^<(?:local-command-caveat|command-contents)>/.test(text)) return { kind: 'hidden' };
  const command = tag(text, 'command-name');
  if (command !== undefined) {
    return { kind: 'prompt', text: [command, tag(text, 'command-args')].filter(Boolean).join(' ') };
  }
  const shell = tag(text, 'bash-input');
  if (shell !== undefined) return { kind: 'prompt', text: `! ${shell}` };
  if (/^<(?:local-command-std(?:out|err)|bash-std(?:out|err))>/.test(text)) {
    const output = withoutColours(text.replace(/<\/?[a-z-]+>/g, '')).trim();
    return output === '' ? { kind: 'local', text: '' } : { kind: 'local', text: output };
  }
  return { kind: 'prompt', text };
}

function tag(text: string, name: string): string | undefined {
  return textOf(new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(text)?.[1]?.trim());
}
