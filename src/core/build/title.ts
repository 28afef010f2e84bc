import { clip, firstLine } from '../agents/text.ts';
import type { BuildState } from './state.ts';
import { vectorValues } from './vector.ts';

/** Characters of a title. */
const LONGEST = 80;
/** A prompt stands among the first things that happen, or there is none. */
const NEAR = 100;

/** How much of a prompt is looked at for a line that says something. */
const HEAD = 2000;

/**
 * A title made of a prompt: its first line that says something, without the marks of a heading; a tag
 * around it says nothing. Empty where there is none, or where it is a command to the agent itself.
 */
export function titleOfPrompt(text: string): string {
  const lines = text
    .slice(0, HEAD)
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim());
  const line = lines.find((line) => line !== '' && !/^<[^<>]*>$/.test(line)) ?? '';
  if (/^[/!]\w[\w:-]*(?:\s|$)/.test(line)) return '';
  return clip(line.replace(/^#+ /, ''), LONGEST);
}

/** What a build is called by its records: a title that they tell, in one line, else the first words of its user. */
export function titleIn(state: Pick<BuildState, 'title' | 'nodes'>): string | null {
  const told = firstLine(state.title ?? '');
  if (told !== '') return told;
  let seen = 0;
  for (const node of vectorValues(state.nodes)) {
    if (node.kind === 'user' && node.parent === null) {
      const title = titleOfPrompt(node.text);
      if (title !== '') return title;
    }
    seen += 1;
    if (seen === NEAR) break;
  }
  return null;
}
