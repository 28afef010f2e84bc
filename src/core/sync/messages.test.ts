import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyEvent } from '../../../test/support/arbitrary.ts';
import { feedMessageSchema, parseFeedMessage, shortDeltaText } from './messages.ts';

const digest = '0123456789abcdef';

it('a body nested deeper than any stack is refused, and does not throw', () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  const json: unknown = JSON.parse(deep);
  const event = { kind: 'tool.started', at: 1, call: 'c', name: 'n', input: { as: 'json', json } };
  const delta = { type: 'delta', stream: 'build/a', base: 0, version: 1, digest, events: [event] };
  expect(feedMessageSchema.safeParse(delta).success).toBe(false);
  const written = `{"kind":"tool.started","at":1,"call":"c","name":"n","input":{"as":"json","json":${deep}}}`;
  expect(parseFeedMessage(shortDeltaText(0, 0, digest, `[${written}]`))).toBe(null);
});

describe('a delta in the short form', () => {
  it('is the same delta as in the long form, but for the number where that has the stream', () => {
    const log = fc.array(anyEvent, { minLength: 1, maxLength: 5 });
    const whole = fc.nat(Number.MAX_SAFE_INTEGER - 5);
    fc.assert(
      fc.property(log, whole, whole, (events, as, base) => {
        const version = base + events.length;
        const said = { type: 'delta', base, version, digest, events };
        const long = parseFeedMessage(JSON.stringify({ ...said, stream: 'build/a' }));
        const short = parseFeedMessage(shortDeltaText(as, base, digest, JSON.stringify(events)));
        expect(long).not.toBe(null);
        expect({ ...short, as: undefined }).toEqual({ ...long, stream: undefined });
        expect(short).toMatchObject({ as });
      }),
    );
  });

  it.each([
    '[]',
    '["d"]',
    `["d",1,0,"${digest}"]`,
    `["e",1,0,"${digest}",[]]`,
    `["d",1,0,"${digest}",[],[]]`,
    `["d",-1,0,"${digest}",[]]`,
    `["d",0.5,0,"${digest}",[]]`,
    `["d",1e300,0,"${digest}",[]]`,
    `["d","1",0,"${digest}",[]]`,
    `["d","__proto__",0,"${digest}",[]]`,
    `["d",null,0,"${digest}",[]]`,
    `["d",1,-1,"${digest}",[]]`,
    `["d",1,9007199254740993,"${digest}",[]]`,
    '["d",1,0,"short",[]]',
    `["d",1,0,"${digest}",{}]`,
    `["d",1,0,"${digest}",[{"kind":"dance"}]]`,
  ])('%s is none', (text) => {
    expect(parseFeedMessage(text)).toBe(null);
  });
});
