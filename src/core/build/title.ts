import { clip, firstLine } from '../agents/text.ts';
import type { BuildState } from './state.ts';
import { vectorValues } from './vector.ts';

/** Characters of a title. */
const LONGEST = 80;
/** A prompt stands among the first things that happen, or there is none. */
const NEAR = 100;

/** How much of a text is looked at for a line that says something. */
const HEAD = 2000;

/**
 * A title made of what somebody said: its first line that says something, without the marks of Markdown; a tag
 * around it says nothing. Empty where there is none.
 */
export function titleOfWords(text: string): string {
  const lines = text
    .slice(0, HEAD)
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim());
  const line = lines.find((line) => line !== '' && !/^<[^<>]*>$/.test(line)) ?? '';
  return clip(line.replace(/^(?:#+|[-*>]) |\*\*|`/g, ''), LONGEST);
}

/** A command to the agent itself, which says little of the build: `/clear`. */
export const isCommand = (text: string): boolean => /^\s*[/!]\w[\w:-]*(?:\s|$)/.test(text);

/**
 * What a build is called by its records: a title that they tell, in one line; else the first words of
 * its user, a command only where there is nothing else; else those of its agent. Sessions of one
 * project would all look alike.
 */
export function titleIn(state: Pick<BuildState, 'title' | 'nodes'>): string | null {
  const told = firstLine(state.title ?? '');
  if (told !== '') return told;
  let command: string | null = null;
  let words: string | null = null;
  let seen = 0;
  for (const node of vectorValues(state.nodes)) {
    seen += 1;
    if (seen > NEAR) break;
    if (node.parent !== null || (node.kind !== 'user' && node.kind !== 'text')) continue;
    // It is asked with each event: of what an agent says, the first words are enough.
    if (node.kind === 'text' && words !== null) continue;
    const title = titleOfWords(node.text);
    if (title === '') continue;
    if (node.kind === 'text') words ??= title;
    else if (isCommand(title)) command ??= title;
    else return title;
  }
  return command ?? words;
}
