import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyEvent } from '../../../test/support/arbitrary.ts';
import { githubToken as secret } from '../../../test/support/secrets.ts';
import { type BuildEvent, buildEventSchema } from '../build/event.ts';
import { redactEvent } from './redact-event.ts';
import { newRedactor } from './redact-text.ts';

function redact(event: BuildEvent) {
  const told: string[] = [];
  const redacted = redactEvent(event, {
    redactor: newRedactor(),
    inPiece: [],
    cut: (content) => ({ ...content, preview: 'cut' }),
    tell: (field, { kind }) => told.push(`${field}: ${kind}`),
  });
  return { redacted, told };
}

test('an event without a secret is what it was', () => {
  fc.assert(
    fc.property(anyEvent, (event) => {
      const known = buildEventSchema.parse(event);
      expect(redact(known)).toEqual({ redacted: known, told: [] });
    }),
  );
});

test('every string of an event is looked at, in names of JSON too', () => {
  const { redacted, told } = redact({
    kind: 'tool.started',
    at: 1,
    call: secret,
    name: secret,
    target: `curl -u ${secret}`,
    input: { as: 'json', json: { [secret]: [{ deep: secret }], password: 'correct horse 1' } },
  });
  expect(JSON.stringify(redacted)).not.toContain(secret);
  expect(JSON.stringify(redacted)).not.toContain('correct');
  expect(told.filter((one) => one.startsWith('input'))).toHaveLength(3);
  expect(told).toContain('call: github-token');

  const plan = redact({ kind: 'plan.updated', at: 1, todos: [{ text: secret, status: 'done' }] });
  expect(plan.redacted).toMatchObject({ todos: [{ text: '[redacted:github-token]' }] });
});

test('a value is a secret by its name in JSON, and a type is none', () => {
  const json = { apiKey: 'abcdef-ghijkl', type: 'string', token: 'string', max_tokens: '20000000' };
  const { redacted } = redact({
    kind: 'tool.output',
    at: 1,
    call: 'c',
    output: { as: 'json', json },
  });
  expect(redacted).toMatchObject({
    output: { json: { ...json, apiKey: '[redacted:assignment]' } },
  });
});

test('names and values that stand beside each other are one secret', () => {
  const json = {
    headers: { Authorization: 'Bearer abcdef', Cookie: 'sid=abcdef', accept: 'a=bcdefgh' },
    env: [
      { name: 'DB_PASSWORD', value: 'hunter2' },
      { name: 'LEVEL', value: 'hunter2' },
    ],
    password: 'hunter2',
    auths: { 'x.test': { auth: 'bWU6czNjcjN0' } },
  };
  const { redacted } = redact({
    kind: 'tool.output',
    at: 1,
    call: 'c',
    output: { as: 'json', json },
  });
  expect(redacted).toMatchObject({
    output: {
      json: {
        headers: {
          Authorization: 'Bearer [redacted:authorization]',
          Cookie: '[redacted:cookie]',
          accept: 'a=bcdefgh',
        },
        env: [{ value: '[redacted:assignment]' }, { value: 'hunter2' }],
        password: '[redacted:assignment]',
        auths: { 'x.test': { auth: '[redacted:assignment]' } },
      },
    },
  });
});

test('what stands for secrets fits the field that they were in', () => {
  const text = 'pwd=a1b2 '.repeat(455);
  const { redacted } = redact({ kind: 'notice', at: 1, text });
  expect(buildEventSchema.safeParse(redacted).success).toBe(true);
  expect(JSON.stringify(redacted)).not.toContain('a1b2');
});

test('bodies with parts and attachments are looked into, and stay what they are', () => {
  const words = { as: 'text', text: `the key is ${secret}` } as const;
  const picture = { as: 'image', mime: 'image/png', base64: 'iVBORw0K' } as const;
  const { redacted, told } = redact({
    kind: 'user.message',
    at: 1,
    text: 'look',
    attachments: [{ as: 'parts', parts: [words, picture] }, words],
  });
  const left = { as: 'text', text: 'the key is [redacted:github-token]' };
  expect(redacted).toMatchObject({
    attachments: [{ as: 'parts', parts: [left, picture] }, left],
  });
  expect(told).toEqual(['attachments: github-token', 'attachments: github-token']);
});

test('pictures are kept, and bodies that were cut are handed on', () => {
  const image = { as: 'image', mime: 'image/png', base64: secret } as const;
  expect(redact({ kind: 'tool.output', at: 1, call: 'c', output: image }).redacted).toMatchObject({
    output: image,
  });
  const cut = {
    as: 'cut',
    mime: 'text/plain',
    bytes: 1,
    lines: 1,
    preview: secret,
    payload: 'k',
  } as const;
  expect(redact({ kind: 'tool.output', at: 1, call: 'c', output: cut }).redacted).toMatchObject({
    output: { preview: 'cut' },
  });
});
