import { describe, expect, it } from 'vitest';
import type { Content } from '../../../core/build/content.ts';
import { checkEvent } from '../../../core/build/check.ts';
import { INLINE_LIMIT, prepareEvent } from './prepare.ts';

const image = (bytes: number, mime = 'image/png') => ({
  as: 'image' as const,
  mime,
  base64: Buffer.alloc(bytes, 1).toString('base64'),
});
const ended = (output: Content) =>
  prepareEvent({ kind: 'tool.ended', at: 1, call: 'c', outcome: 'succeeded', output }, 1);

describe('pictures', () => {
  const large = image(15_000_000);

  it('of 20 MB are set apart from every event that may carry one', () => {
    const prepared = [
      ended(large),
      ended({ as: 'parts', parts: [{ as: 'text', text: 'a' }, large] }),
      prepareEvent({ kind: 'user.message', at: 1, text: 'look', attachments: [large] }, 1),
      prepareEvent({ kind: 'attachment.added', at: 1, block: 'b', content: large }, 1),
    ];
    for (const { body, payloads } of prepared) {
      expect(body.length).toBeLessThan(1000);
      expect(payloads).toMatchObject([{ mime: 'image/png' }]);
      expect(payloads[0]?.body).toHaveLength(15_000_000);
    }
  });

  it('that are small stay, as long as there is room for them together', () => {
    const parts = Array.from({ length: 32 }, (_, index) => image(6000 + index));
    const { event, body, payloads } = ended({ as: 'parts', parts });
    expect(payloads).toHaveLength(30);
    expect(body.length).toBeLessThan(INLINE_LIMIT + 32 * 200);
    if (event.kind !== 'tool.ended' || event.output?.as !== 'parts') throw new Error('no parts');
    expect(event.output.parts.map(({ as }) => as).slice(0, 3)).toEqual(['image', 'image', 'cut']);
  });
});

it('keeps little of each text among many', () => {
  const parts = Array.from({ length: 32 }, () => ({
    as: 'text' as const,
    text: 'é'.repeat(INLINE_LIMIT + 1),
  }));
  const { body, payloads } = ended({ as: 'parts', parts });
  expect(body.length).toBeLessThan(32 * 800);
  expect(payloads).toHaveLength(32);
});

it('leaves attachments that are made of parts as they are laid out, so that the log holds an event', () => {
  const of = (text: string) => ({
    as: 'parts' as const,
    parts: Array.from({ length: 20 }, () => ({ as: 'text' as const, text })),
  });
  const attachments = [of('one'.repeat(9000)), of('two'.repeat(9000))];
  const { body, payloads } = prepareEvent(
    { kind: 'user.message', at: 1, text: 'look', attachments },
    1,
  );
  expect(payloads).toHaveLength(40);
  const read = checkEvent(JSON.parse(body));
  expect(read).toMatchObject({ ok: true, event: { attachments: [{ parts: { length: 20 } }, {}] } });
});

it('keeps an event as it is that has nothing large', () => {
  const { event, payloads } = ended({ as: 'parts', parts: [image(10), { as: 'text', text: 'a' }] });
  expect(event).toMatchObject({
    output: { as: 'parts', parts: [{ as: 'image' }, { as: 'text' }] },
  });
  expect(payloads).toEqual([]);
});
