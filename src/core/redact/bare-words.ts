import { isPlaceholder } from './placeholder.ts';
import type { Range } from './range.ts';

const lineStart = String.raw`(?:^|(?<=[\n\r]|\\[nr]))`;
const lineEnd = String.raw`(?=[ \t]{0,8}(?:$|[\n\r"]|\\[nr]))`;

/** `password: …` as a line of its own, as in YAML: surely a password, and one word. */
const password = new RegExp(
  String.raw`(${lineStart}[ \t]{0,40}(?:- )?(?:[\w.-]{0,60}[_.-])?pass(?:word|wd|phrase)[ \t]{0,3}:[ \t]{1,3})([a-z]{8,64})${lineEnd}`,
  'gim',
);

/** `aws_secret_access_key = …`, as in `~/.aws/credentials`: base64 may be without a digit. */
const aws = new RegExp(
  String.raw`(${lineStart}[ \t]{0,8}aws_(?:secret_access_key|session_token|security_token)[ \t]{0,8}=[ \t]{0,8})([A-Za-z0-9/+]{16,4096}={0,2})${lineEnd}`,
  'gm',
);

/** What stands after such a name and is no password: what it is, how it went, or what it refers to. */
const about =
  /^(?:(?:user|new|old|hash(?:ed)?|plain|current|db|my|raw|confirm(?:ed)?|encrypted|admin|root|test|your)*(?:pass(?:word|wd|phrase)?|pwd|secret|token|credential)s?(?:hash(?:ed)?|value|field|input|string)?)$|^(?:un|in|re)?(?:disabled|enabled|protected|forgotten|required|optional|mandatory|sensitive|generated|provided|changed|accepted|rejected|mismatch|matching|matches|changing|encrypted|incorrect|correct|invalid|validated?|supported|expired|redacted|filtered|obfuscated|scrambled|missing|verified|specified|configured|defined|supplied|available)$|^(?:anything|whatever|something|nothing|everything|argument|parameter|property|constant|variable|external|internal|immutable|readonly|nullable|varchar|character|object|deprecated|authentication|authorization|database|keychain|keyring|plaintext|cleartext|inherit|default|writeonly|security|question|personal|username|reference|resource|environment|argon|bcrypt|scrypt|credentials|stringdata|textfield|charfield|sanitize)$/i;

/** Values of letters alone, which only the line that they stand on tells from words and code. */
export function bareWords(text: string): Range[] {
  return [
    ...valuesOf(text, password, (value) => isOneCase(value) && !about.test(value)),
    // A variable of such a name is seldom in a case of its own within.
    ...valuesOf(text, aws, (value) => /[a-z]/.test(value) && /[A-Z].*[A-Z].*[A-Z]/.test(value)),
  ];
}

function valuesOf(text: string, pattern: RegExp, isSecret: (value: string) => boolean): Range[] {
  return Array.from(text.matchAll(pattern)).flatMap(
    ({ 0: whole, 1: kept = '', 2: value = '', index }) =>
      isSecret(value) && !isPlaceholder(value)
        ? [{ start: index + kept.length, end: index + whole.length }]
        : [],
  );
}

/** In more than one case it is as like as not the name of a type or of a variable. */
const isOneCase = (value: string): boolean => /^(?:[a-z]+|[A-Z]+)$/.test(value);
