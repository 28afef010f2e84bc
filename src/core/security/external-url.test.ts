import { expect, test } from 'vitest';
import { allowedExternalUrl } from './external-url.ts';

test.each([
  ['https://github.com/a/b?c=d#e', 'https://github.com/a/b?c=d#e'],
  ['HTTPS://GitHub.com', 'https://github.com/'],
])('opens %s', (text, url) => {
  expect(allowedExternalUrl(text)).toBe(url);
});

test.each([
  'http://github.com/',
  'https://github.com.evil.example/',
  'https://evil.example/github.com',
  'https://github.com@evil.example/',
  'https://user:secret@github.com/',
  'https://github.com:8443/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'vscode://file/etc/passwd',
  'github.com',
  '',
  'https://',
])('refuses %s', (text) => {
  expect(allowedExternalUrl(text)).toBeNull();
});
