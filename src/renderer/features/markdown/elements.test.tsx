import { Children, isValidElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import { elementsOf } from './elements.tsx';
import { type Token, tokensOf } from '../../../core/markdown/parse.ts';
import { WithPlaces } from '../places/with-places.tsx';

// The module of the bridge looks for its window when it is loaded.
vi.hoisted(() => vi.stubGlobal('window', {}));

const html = (text: string) => renderToStaticMarkup(<>{elementsOf(tokensOf(text) ?? [])}</>);

test('what Markdown means is what is drawn', () => {
  const drawn = html(
    '# T\n\n**b** _i_ ~~s~~ `c`\n\n1. x\n2. y\n\n> q\n\n| a | b |\n|--|--:|\n| 1 | 2 |',
  );
  for (const part of [
    /role="heading" aria-level="3"[^>]*>T</,
    /<strong[^>]*>b<\/strong> <em>i<\/em> <s>s<\/s> <code[^>]*>c<\/code>/,
    /<ol start="1"[^>]*><li[^>]*><span>x</,
    /<blockquote[^>]*><p>q</,
    /<td class="[^"]*text-right[^"]*">2</,
  ]) {
    expect(drawn).toMatch(part);
  }
});

test.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  'a <b onclick=x>b</b> <!-- c -->',
  '[x](javascript:alert(1))',
  '[x](data:text/html,<script>1</script>)',
  '![x](https://example.com/tracker.png)',
  '![x](javascript:alert(1))',
  '<javascript:alert(1)>',
  '[a]: https://example.com "hidden"',
  '[a](https://example.com)',
  'https://example.com/path',
])('%s brings no tag, no address and no picture into the page', (text) => {
  const drawn = html(text);
  expect(drawn).not.toMatch(/<(?:script|img|a|iframe|b|object|style)\b/);
  expect(drawn).not.toMatch(/<\w[^>]*\s(?:href|src|style|on\w+)=/);
});

test('a place of a file within a link is no button of its own: a button in another does two things', () => {
  const places = (text: string) => {
    const found: string[] = [];
    const look = (node: ReactNode): void => {
      Children.forEach(node, (child) => {
        if (!isValidElement<{ text?: string; tokens?: Token[]; children?: ReactNode }>(child))
          return;
        const { text: own, tokens, children } = child.props;
        if (child.type === WithPlaces) found.push(own ?? '');
        look(tokens ? elementsOf(tokens) : children);
      });
    };
    look(elementsOf(tokensOf(text) ?? []));
    return found;
  };
  expect(places('[**src/a.ts:1** and `src/b.ts:2`](https://example.com) c `d`')).toEqual([
    ' c ',
    'd',
  ]);
});

test('a picture within a link is its words: its own link would be a button in a button', () => {
  const drawn = html('[![passing](https://example.com/badge.svg)](https://example.com)');
  expect(drawn.match(/<button/g)).toHaveLength(1);
  expect(drawn).toContain('Image: passing');
});

test('a definition and a tag are shown as they are written', () => {
  expect(html('[a]: https://example.com')).toContain('[a]: ');
  expect(html('<b>x</b>')).toContain('&lt;b&gt;x&lt;/b&gt;');
});

test.each([
  '[',
  '![',
  '*a_',
  '1. ',
  '> ',
  '>- ',
  '- ',
  '~a',
  '|\n|-|\n',
  '`a``',
  'a**b',
  '_a',
  '<a ',
  'http://a ',
  '[a](',
  '&#1;',
])('no text takes long to read or breaks it: %j', (part) => {
  const text = part.repeat(8000).slice(0, 8000);
  const started = performance.now();
  expect(() => html(text)).not.toThrow();
  expect(performance.now() - started).toBeLessThan(1000);
});

test('a block that is too long is not read', () => {
  expect(tokensOf('a'.repeat(8001))).toBeNull();
});
