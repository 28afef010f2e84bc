import { expect, test } from 'vitest';
import { contentSecurityPolicy } from './content-security-policy.ts';

const directives = new Map(
  contentSecurityPolicy.split('; ').map((directive) => {
    const [name = '', ...sources] = directive.split(' ');
    return [name, sources] as const;
  }),
);

test('nothing is allowed that is not named', () => {
  expect(directives.get('default-src')).toEqual(["'none'"]);
});

test('scripts come from files of the application only', () => {
  expect(directives.get('script-src')).toEqual(["'self'"]);
  expect(contentSecurityPolicy).not.toContain('unsafe');
});

test.each(['base-uri', 'form-action', 'frame-ancestors'])(
  '%s does not fall back to default-src, so it is named',
  (name) => {
    expect(directives.get(name)).toEqual(["'none'"]);
  },
);
