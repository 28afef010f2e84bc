import { expect, test } from 'vitest';
import { grammars } from './grammars.ts';
import { languageNamed, languageOfFile } from './languages.ts';
import { tokenise } from './tokenise.ts';
import { tones } from './tones.ts';

/** The stretches of a line with their tones, those of plain text left out. */
async function marked(text: string, language: string): Promise<string[]> {
  const found: string[] = [];
  const lines = text.split('\n');
  for (const [index, line] of (await tokenise(text, language)).entries()) {
    let at = 0;
    for (let place = 0; place < line.length; place += 2) {
      const part = (lines[index] ?? '').slice(at, at + (line[place] ?? 0));
      at += part.length;
      const tone = tones[line[place + 1] ?? 0];
      if (tone !== 'plain' && part.trim() !== '') found.push(`${tone}:${part.trim()}`);
    }
    expect(at, 'all of the line has a tone').toBe(lines[index]?.length);
  }
  return found;
}

test('stretches of code have the tones of what they are', async () => {
  const found = await marked(
    "// why\nexport const f = (a: Harbour) => call('x', 1);",
    'typescript',
  );
  for (const part of [
    'comment:// why',
    'keyword:export',
    'type:Harbour',
    'function:call',
    "string:'x'",
    'constant:1',
  ]) {
    expect(found).toContain(part);
  }
});

test.each(Object.keys(grammars))(
  'the grammar of %s can be read by this engine',
  async (language) => {
    const text = 'a "b" 1 # c\n<d e="f">\n{ "g": [true] }\n\n';
    expect(await tokenise(text, language)).toHaveLength(text.split('\n').length);
    expect(languageNamed(language)).toBe(language);
  },
);

test.each([
  ['src/app.tsx', 'tsx'],
  ['C:\\work\\Main.RS', 'rust'],
  ['Dockerfile', 'docker'],
  ['notes', null],
  ['a.constructor', null],
  ['.gitignore', null],
])('%s is in %s', (path, language) => expect(languageOfFile(path)).toBe(language));
