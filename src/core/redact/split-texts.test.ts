import fc from 'fast-check';
import { expect, test } from 'vitest';
import { githubToken, privateKey } from '../../../test/support/secrets.ts';
import type { BuildEvent } from '../build/event.ts';
import { type Found, newRedactor, replaceFound } from './redact-text.ts';
import { pieceOf, SplitTexts } from './split-texts.ts';

const redactor = newRedactor();
const secrets = [githubToken, 'PASSWORD=hunter2hunter2', privateKey, '/home/ada/src'];

/** The pieces as they are after the search, put together. */
function joined(pieces: readonly BuildEvent[]): string {
  const found = new Map<number, Found[]>();
  const texts = new SplitTexts(redactor, (version, one) => {
    found.set(version, [...(found.get(version) ?? []), one]);
  });
  const each = pieces.flatMap((event) => pieceOf(event) ?? []);
  each.forEach((piece, index) => texts.add(index + 1, piece));
  texts.end();
  return each.map(({ text }, index) => replaceFound(text, found.get(index + 1) ?? [])).join('');
}

const appended = (text: string, block = 'b'): BuildEvent => ({
  kind: 'text.appended',
  at: 1,
  block,
  text,
});

test('a secret is found however its text was split', () => {
  const part = fc.oneof(fc.constantFrom(...secrets), fc.constantFrom('\n', ' and ', 'words, '));
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 12 }).map((parts) => parts.join(' ')),
      fc.array(fc.nat(3000)),
      (whole, cuts) => {
        const places = [0, ...cuts.filter((at) => at < whole.length), whole.length];
        places.sort((a, b) => a - b);
        const pieces = places.slice(1).map((to, index) => whole.slice(places[index], to));
        const redacted = replaceFound(whole, redactor.find(whole));
        expect(joined(pieces.map((text) => appended(text)))).toBe(redacted);
      },
    ),
  );
});

test('a secret is found in a text of many searches, split into single letters', () => {
  for (const offset of [0, 32_750, 65_520]) {
    const secret = githubToken;
    const whole = `${'word '.repeat(20_000).slice(0, offset)} ${secret} ${'more '.repeat(3000)}${secret}`;
    const text = joined(Array.from(whole, (letter) => appended(letter)));
    expect(text).toBe(replaceFound(whole, redactor.find(whole)));
    expect(text).not.toContain(secret.slice(4));
  }
});

test('texts that come in turns are searched each for itself, and a replacement begins anew', () => {
  const secret = githubToken;
  const [head, tail] = [secret.slice(0, 20), secret.slice(20)];
  const turns = [appended(head, 'a'), appended('other', 'b'), appended(tail, 'a')];
  expect(joined(turns)).toBe('[redacted:github-token]other');
  const output = (delta: string): BuildEvent => ({ kind: 'tool.output', at: 1, call: 'c', delta });
  expect(joined([output(head), output(tail)])).toBe('[redacted:github-token]');
  const replaced: BuildEvent = { ...appended('x'), replace: true } as BuildEvent;
  expect(joined([appended('ghp_'), replaced])).toBe('ghp_x');
});
