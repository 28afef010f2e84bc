import { expect, it } from 'vitest';
import { contentsOf, pictureAt, pictureIn, withPictures } from './pictures.ts';

const png = { as: 'image', mime: 'image/png', base64: 'iVBORw0KGgo=' };
const [mime, base64] = [png.mime, png.base64];

it.each([
  ['Anthropic', { type: 'image', source: { type: 'base64', media_type: mime, data: base64 } }],
  ['MCP and ACP', { type: 'image', data: base64, mimeType: mime }],
  ['MCP without its kind', { type: 'image', data: base64 }],
  ['Gemini', { inlineData: { mimeType: mime, data: base64 } }],
  ['AG-UI', { type: 'image', source: { type: 'data', value: base64, mimeType: mime } }],
  ['AG-UI, older', { type: 'binary', mimeType: mime, data: base64 }],
  ['OpenAI', { type: 'input_image', image_url: `data:${mime};base64,${base64}` }],
  ['OpenAI, older', { type: 'image_url', image_url: { url: `data:${mime};base64,${base64}` } }],
  ['OpenCode', { type: 'file', mime, url: `data:${mime};base64,${base64}` }],
])('finds the picture in a part as %s writes it', (_name, part) => {
  expect(pictureIn(part)).toEqual(png);
});

it.each([
  ['an address elsewhere', { type: 'image', url: 'https://example.org/a.png' }],
  ['an address as data', { type: 'image', source: { type: 'url', value: 'https://a.b/c.png' } }],
  ['other data', { type: 'audio', data: base64, mimeType: 'audio/wav' }],
  ['data in a file', { type: 'file', url: 'data:text/html;base64,AAAA' }],
  ['no object', 'data:image/png;base64,AAAA'],
  ['nothing', null],
])('finds none in %s', (_name, part) => {
  expect(pictureIn(part)).toBeNull();
});

it('takes an address with parameters, and 20 MB of data at once', () => {
  const data = 'A'.repeat(20_000_000);
  expect(pictureAt(`data:image/PNG;name=a.png;base64,${data}`)).toEqual({
    as: 'image',
    mime: 'image/png',
    base64: data,
  });
});

it('keeps the parts of a result in their order, and joins texts in a row', () => {
  const other = { type: 'resource_link', uri: 'file:///a' };
  expect(
    contentsOf([{ type: 'text', text: 'a' }, 'b', { type: 'image', data: base64 }, other, 'c']),
  ).toEqual([
    { as: 'text', text: 'a\nb' },
    png,
    { as: 'json', json: other },
    { as: 'text', text: 'c' },
  ]);
});

it('tells no more pictures with a message than an event may carry, and how many there were', () => {
  const told = withPictures(Array.from({ length: 40 }, () => ({ ...png, as: 'image' as const })));
  expect(told.images).toBe(40);
  expect(told.attachments).toHaveLength(32);
  expect(withPictures([])).toEqual({ images: undefined, attachments: undefined });
});
