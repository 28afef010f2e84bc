import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyEvent } from '../../../../../test/support/arbitrary.ts';
import { textEvent } from '../../../../../test/support/events.ts';
import { pageText } from '../../../../../test/support/page.ts';
import type { Json } from '../../../../core/build/content.ts';
import type { BuildEvent } from '../../../../core/build/event.ts';
import { escapeHtml, markup } from './markup.ts';
import { style } from './style.ts';

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</pre></style></title><svg onload=alert(1)>',
  '<!-- --><iframe srcdoc="x"></iframe>',
  'javascript:alert(1)',
  '\u202egnp.exe',
  '\ud800 half',
];

/** The tags of a page, with their attributes. */
const tagsIn = (page: string): string[] => page.match(/<[^>]*>/g) ?? [];
const known =
  /^<(?:!doctype html|\/?(?:html|head|meta|title|style|body|svg|symbol|path|use|header|div|h[123]|span|i|main|dl|dt|dd|nav|a|small|details|summary|pre|img|footer|p|h4|ul|ol|li|hr|strong|em|s|code|blockquote|table|thead|tbody|tr|th|td)\b)/;

const nameOf = (tag = ''): string => /^<\/?(\w+)/.exec(tag)?.[1] ?? '';

/** Every field that an agent can fill, with the same words. */
const everywhere = (words: string): BuildEvent[] => [
  {
    kind: 'build.started',
    at: 1,
    title: words,
    agent: words,
    agentVersion: words,
    model: words,
    cwd: words,
    session: words,
  },
  { kind: 'user.message', at: 1, text: words },
  textEvent(words, 'b'),
  { kind: 'reasoning.appended', at: 1, block: 'r', text: words },
  { kind: 'plan.updated', at: 2, todos: [{ text: words, status: 'active' }] },
  {
    kind: 'tool.started',
    at: 2,
    call: words,
    name: words,
    target: words,
    input: { as: 'text', text: words },
  },
  {
    kind: 'tool.ended',
    at: 3,
    call: words,
    outcome: 'failed',
    error: words,
    output: { as: 'json', json: { [words]: words } },
  },
  {
    kind: 'tool.started',
    at: 2,
    call: 'e',
    name: 'Edit',
    input: { as: 'json', json: { file_path: words, old_string: 'a', new_string: words } },
  },
  {
    kind: 'tool.ended',
    at: 3,
    call: 'e',
    outcome: 'succeeded',
    output: { as: 'image', mime: words, base64: words },
  },
  {
    kind: 'tool.started',
    at: 2,
    call: 'i',
    name: 'See',
    input: { as: 'image', mime: 'image/png', base64: words },
    childSession: words,
  },
  {
    kind: 'file.changed',
    at: 3,
    path: words,
    change: 'modified',
    diff: { as: 'text', text: `+${words}` },
  },
  { kind: 'error', at: 3, message: words, code: words },
  { kind: 'notice', at: 3, text: words },
  { kind: 'unrecognised', at: 3, format: words, reason: words, raw: { as: 'text', text: words } },
  { kind: 'attention.requested', at: 3, id: 'q', reason: 'permission', text: words },
  { kind: 'build.ended', at: 4, outcome: 'failed', reason: words },
];

test.each(hostile)('hostile text stays text: %s', async (words) => {
  const [plain, page] = [await pageText(everywhere('(words)')), await pageText(everywhere(words))];
  const shape = (text: string) =>
    tagsIn(text).map((tag) => tag.replace(/(?:content|alt)="[^"]*"/g, ''));
  expect(shape(page)).toEqual(shape(plain));
  expect(page).not.toMatch(/[\u202a-\u202e\ud800-\udfff]/);
});

test('whatever happened, a page has only the tags that it should, each closed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyEvent, { maxLength: 60 }), async (events) => {
      const tags = tagsIn((await pageText(events)).replace(style, ''));
      expect(tags.filter((tag) => !known.test(tag))).toEqual([]);
      expect(tags.filter((tag) => /\son\w+=|javascript:|https?:/i.test(tag))).toEqual([]);
      const opened: string[] = [];
      for (const tag of tags) {
        if (/^<(?:meta|!|img|path|use)/.test(tag) || tag.endsWith('/>')) continue;
        const isClosed = tag.startsWith('</') && nameOf(opened.at(-1)) === nameOf(tag);
        if (isClosed) opened.pop();
        else opened.push(tag);
      }
      expect(opened).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('its policy lets its own style in, and nothing else', async () => {
  const page = await pageText([textEvent('x')]);
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
  const [, inside = ''] = /<style>([^]*)<\/style>/.exec(page) ?? [];
  const hash = createHash('sha256').update(inside).digest('base64');
  expect(policy.replaceAll('&#39;', "'")).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`,
  );
  expect(page).not.toMatch(/<script|<link|@import|url\(|src="http/);
});

test('its tokens are those of the window', () => {
  const [usual = ''] = readFileSync('src/renderer/app/theme.css', 'utf8').split('[data-contrast');
  const flat = (text: string) => text.replaceAll(/\s/g, '');
  const tokens = flat(style).match(/--[a-z]+:light-dark\([^)]*\)/g) ?? [];
  expect(tokens.length).toBeGreaterThan(15);
  for (const token of tokens) expect(flat(usual)).toContain(token);
});

test('failures come first, and each leads to the next', async () => {
  const failing = (call: string): BuildEvent[] => [
    { kind: 'tool.started', at: 1, call, name: 'Bash', target: `run ${call}` },
    { kind: 'tool.ended', at: 2, call, outcome: 'failed', exitCode: 3 },
  ];
  const page = await pageText([...failing('a'), textEvent('between'), ...failing('b')]);
  expect(page).toContain('2 failures');
  expect(page.indexOf('href="#n0"')).toBeLessThan(page.indexOf('id="n0"'));
  expect(page.indexOf('id="n0"')).toBeLessThan(page.lastIndexOf('href="#n2"'));
  expect(page).toContain('exit 3');
});

test('huge and deep builds stay within what a browser can hold', async () => {
  const deep = Array.from({ length: 3000 }, (_, at): BuildEvent => ({
    kind: 'tool.started',
    at: 1,
    call: `c${at}`,
    name: 'Task',
    ...(at === 0 ? {} : { parent: `c${at - 1}` }),
  }));
  const page = await pageText(deep);
  expect(page.match(/class="kids"/g)?.length).toBeLessThan(20);
  const huge = await pageText([textEvent('<'.repeat(3_000_000)), ...deep.slice(0, 1)]);
  expect(huge.length).toBeLessThan(1_000_000);
  const output = 'x'.repeat(16_000);
  const many = Array.from({ length: 2500 }, (_, at): BuildEvent => ({
    kind: 'tool.output',
    at: 1,
    call: `c${at}`,
    output: { as: 'text', text: output },
  }));
  expect((await pageText(many)).length).toBeLessThan(30_000_000);
});

test('pictures are shown, whole and set apart; others of their kind are named', async () => {
  const seen = (call: string, mime: string, base64: string): BuildEvent => ({
    kind: 'tool.output',
    at: 1,
    call,
    output: { as: 'image', mime, base64 },
  });
  const large = 'iVBORw0K'.repeat(4000);
  const page = await pageText([
    seen('a', 'image/png', 'iVBORw0K'),
    seen('b', 'image/png', large),
    seen('c', 'image/svg+xml', 'PHN2Zz4='),
  ]);
  expect(page).toContain('src="data:image/png;base64,iVBORw0K"');
  expect(page).toContain(`src="data:image/png;base64,${large}"`);
  expect(page).toContain('a picture that is not shown (image/svg+xml)');
  expect(page).not.toContain('data:image/svg');
});

test('a tool is told by its names, with its lines as lines, and the rest as JSON', async () => {
  const told = (call: string, json: Json): BuildEvent => ({
    kind: 'tool.started',
    at: 1,
    call,
    name: 'Bash',
    input: { as: 'json', json },
  });
  const page = await pageText([
    told('a', { command: 'set -e\nls "<b>"', timeout: 5, description: 'List' }),
    told('b', { list: [1, { deep: 'x\ny' }], name: 'n' }),
    told('c', { a: 1, b: 2, c: 'text' }),
    told('d', ['one']),
  ]);
  expect(page).toContain('<dt>command</dt><dd>set -e\nls &quot;&lt;b&gt;&quot;</dd>');
  expect(page).toContain('<div class=""><dt>timeout</dt><dd>5</dd></div>');
  expect(page).toContain('<dd>[\n  1,\n  {\n');
  expect(page).toContain('{\n  &quot;a&quot;: 1,');
  expect(page).toContain('[\n  &quot;one&quot;\n]');
});

test('what was said is read as Markdown, and no HTML is made of what is in it', async () => {
  const text = [
    '# Done <b>',
    'Use **`<i>`** and <u>this</u>',
    '- one\n  - two\n10. three',
    '---',
    '```html\n<script>**x**</script>\n```',
    '> said\n\n| a | b |\n|---|--:|\n| 1 | <i> |',
    '[link](javascript:alert(1)) ![x](http://x.test/y.png "t")',
    '[docs](https://x.test/a?b=1&c="d") https://x.test/e',
    '[a]: https://x.test/hidden',
  ].join('\n\n');
  const page = await pageText([textEvent(text)]);
  expect(page).toContain('<h4>Done &lt;b&gt;</h4>');
  expect(page).toContain('<strong><code>&lt;i&gt;</code></strong> and &lt;u&gt;this&lt;/u&gt;</p>');
  expect(page).toContain('<ul><li>one<ul><li>two</li></ul></li></ul>');
  expect(page).toContain('<ol start="10"><li>three</li></ol><hr />');
  expect(page).toContain('<pre tabindex="0">&lt;script&gt;**x**&lt;/script&gt;</pre>');
  expect(page).toContain('<blockquote><p>said</p></blockquote>');
  expect(page).toContain('<tr><td class="">1</td><td class="r">&lt;i&gt;</td></tr>');
  // Addresses are told, and none is a link; what is no address stays as it is written.
  expect(page).toContain(
    '<p>[link](javascript:alert(1)) x <span class="faint">(http://x.test/y.png)</span></p>',
  );
  expect(page).toContain(
    'docs <span class="faint">(https://x.test/a?b=1&amp;c=%22d%22)</span> https://x.test/e</p>',
  );
  expect(page).toContain('[a]: https://x.test/hidden');
  expect(tagsIn(page.replace(style, '')).filter((tag) => !known.test(tag))).toEqual([]);
});

test('names and values together have the room of one body', async () => {
  const json = Object.fromEntries(
    Array.from({ length: 90 }, (_, at) => [`${at}${'n'.repeat(300)}`, 'v'.repeat(9000)]),
  );
  const page = await pageText([
    { kind: 'tool.output', at: 1, call: 'c', output: { as: 'json', json } },
  ]);
  expect(page.length).toBeLessThan(60_000);
  expect(page).toContain('the beginning of');
});

test('a sub-agent that is not in the page is named at its call', async () => {
  const page = await pageText([
    { kind: 'tool.started', at: 1, call: 'a', name: 'Task', childSession: '<s-1>' },
    { kind: 'tool.started', at: 1, call: 'b', name: 'Bash' },
  ]);
  expect(page.match(/Ran as a build of its own/g)).toHaveLength(1);
  expect(page).toContain('Ran as a build of its own, not in this page: &lt;s-1&gt;');
  expect(page).toContain('1 sub-agent that ran');
  expect(await pageText([textEvent('x')])).not.toContain('sub-agent');
});

test('markup takes values as text, and markup as it is', () => {
  const list = ['<a>', '<b>'].map((text) => markup`<li>${text}</li>`);
  expect(markup`<ul class="${'"x'}">${list}${null}${3}</ul>`.html).toBe(
    '<ul class="&quot;x"><li>&lt;a&gt;</li><li>&lt;b&gt;</li>3</ul>',
  );
  expect(escapeHtml('a\u0000\u001b[31m\tb\n')).toBe('a\ufffd\ufffd[31m\tb\n');
});
