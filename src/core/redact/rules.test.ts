import { expect, test } from 'vitest';
import { cpuClock } from '../../../test/support/cpu-clock.ts';
import {
  discordToken,
  keyBegin as key,
  keyEnd,
  keyLine as base64,
  letters as long,
  twilioKey,
} from '../../../test/support/secrets.ts';
import { newRedactor, replaceFound } from './redact-text.ts';

const redactor = newRedactor(['/srv/people/me']);
const redact = (text: string) => replaceFound(text, redactor.find(text));

test.each([
  ['api-key', `sk-ant-api03-${long}`],
  ['api-key', `sk-proj-${long}_x`],
  ['api-key', `gsk_${long}`],
  ['stripe-key', `sk_live_${long}`],
  ['github-token', `ghp_${long}`],
  ['github-token', `github_pat_11ABCDEFG0_${long}`],
  ['gitlab-token', `glpat-${long.slice(0, 20)}`],
  ['slack-token', `xoxb-1234567890-${long}`],
  ['aws-key', ['AKIA', 'IOSFODNN7EXAMPL0'].join('')],
  ['google-key', `AIzaSy${long}`],
  ['npm-token', `npm_${long}`],
  ['pypi-token', `pypi-AgEIcHlwaS5vcmc${long}`],
  ['huggingface-token', `hf_${long}`],
  ['docker-token', `dckr_pat_${long}`],
  ['digitalocean-token', `dop_v1_${'0123456789abcdef'.repeat(4)}`],
  ['sendgrid-key', `SG.${long.slice(0, 22)}.${long}`],
  ['shopify-token', `shpat_${'0123456789abcdef'.repeat(2)}`],
  ['telegram-token', `123456789:AA${long}`],
  ['linear-key', `lin_api_${long}`],
  ['vault-token', `hvs.${long}`],
  ['age-key', `AGE-SECRET-KEY-1${long.toUpperCase()}`],
  ['atlassian-token', `ATATT3${long}`],
  ['discord-token', discordToken],
  ['vercel-token', `vcp_${long}`],
  ['vercel-token', `vercel_blob_rw_${long}`],
  ['jwt', `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.${long}`],
  ['private-key', `${key}\n${base64}\n${base64}\nabcd==\n${keyEnd}`],
  ['private-key', `${key}\\n${base64}\\n${keyEnd}`],
  ['private-key', `${key}\n     2→${base64}\n     3→${keyEnd}`],
])('a %s is redacted wherever it stands', (kind, secret) => {
  expect(redact(`a ${secret} b`)).toBe(`a [redacted:${kind}] b`);
  expect(redact(`"${secret}"`)).toBe(`"[redacted:${kind}]"`);
  expect(redact(secret)).toBe(`[redacted:${kind}]`);
});

test.each([
  ['Authorization: Bearer abc.def-123', 'Authorization: Bearer [redacted:authorization]'],
  [`"authorization": "token ${long}"`, '"authorization": "token [redacted:authorization]"'],
  ['curl -H "Authorization: Basic dXNlcjpwYXNz" x', /Basic \[redacted:authorization\]" x$/],
  [`bearer ${long}`, 'bearer [redacted:authorization]'],
  ['postgres://me:s3cr3t@db:5432/x', 'postgres://me:[redacted:url-password]@db:5432/x'],
  [`https://${long}@example.com/a.git`, 'https://[redacted:url-password]@example.com/a.git'],
  [`https://x.test/a?sig=${long}&b=1`, 'https://x.test/a?sig=[redacted:url-parameter]&b=1'],
  ['Cookie: sid=abcdef123; theme=dark\nHost: x', 'Cookie: [redacted:cookie]\nHost: x'],
  ['Set-Cookie: sid=abcdef123; Path=/; HttpOnly', 'Set-Cookie: [redacted:cookie]'],
  [`https://hooks.slack.com/services/T0/B0/${long}`, /services\/\[redacted:slack-webhook\]$/],
  ['export DB_PASSWORD=correcthorse', 'export DB_PASSWORD=[redacted:assignment]'],
  ['PASSWORD=hunter2', 'PASSWORD=[redacted:assignment]'],
  ['password: hunter2', 'password: [redacted:assignment]'],
  ['{"api_key": "abcd-efgh-ijkl"}', '{"api_key": "[redacted:assignment]"}'],
  [
    String.raw`{\"clientSecret\":\"abcd-efgh\"}`,
    String.raw`{\"clientSecret\":\"[redacted:assignment]\"}`,
  ],
  [
    `AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG+bPx`,
    'AWS_SECRET_ACCESS_KEY=[redacted:assignment]',
  ],
  ["const apiKey = 'abcdefgh12';", "const apiKey = '[redacted:assignment]';"],
  ['mysql --password hunter2 -u root', 'mysql --password [redacted:assignment] -u root'],
  ['machine x.test login me password s3cr3t', 'login me password [redacted:netrc-password]'],
  ['//x.test/:_auth=bWU6czNjcjN0', '//x.test/:_auth=[redacted:assignment]'],
  ['//registry.example/:_authToken=abcdef123456', /_authToken=\[redacted:assignment\]$/],
  [
    '[default]\naws_session_token = FwoGZXIvYXdzEXAMPLE//abcDEF\n',
    '[default]\naws_session_token = [redacted:assignment]\n',
  ],
  [
    'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG+bPx',
    'aws_secret_access_key = [redacted:assignment]',
  ],
  [
    String.raw`"[x]\naws_secret_access_key = wJalrXUtnFEMIKMDENGbPxRfi\n"`,
    String.raw`"[x]\naws_secret_access_key = [redacted:assignment]\n"`,
  ],
  ['password: correcthorsebattery', 'password: [redacted:assignment]'],
  [
    'db:\n  user: me\n  db_password: correcthorse  \n  port: 1',
    'db:\n  user: me\n  db_password: [redacted:assignment]  \n  port: 1',
  ],
  [
    String.raw`"user: me\npassword: correcthorse\n"`,
    String.raw`"user: me\npassword: [redacted:assignment]\n"`,
  ],
  ['curl -u bob:myS3cretPw x.test', 'curl -u bob:[redacted:assignment] x.test'],
  ['curl -sSu "bob:pw" x.test', 'curl -sSu "bob:[redacted:assignment]" x.test'],
  ['curl x.test --user bob:pw', 'curl x.test --user bob:[redacted:assignment]'],
  ['a\\\ncurl -s \\\n  --user=bob:pw', /--user=bob:\[redacted:assignment\]$/],
  [
    String.raw`{"cmd":"ls\ncurl -u b:pw\n"}`,
    String.raw`{"cmd":"ls\ncurl -u b:[redacted:assignment]\n"}`,
  ],
  ['mysql -u root -psup3rs3cret db', 'mysql -u root -p[redacted:assignment] db'],
  ["mysqldump -p'a b' db", "mysqldump -p'[redacted:assignment]' db"],
  ['sshpass -p x ssh me@h', 'sshpass -p [redacted:assignment] ssh me@h'],
  [
    'sudo docker login -u me -p x r.test',
    'sudo docker login -u me -p [redacted:assignment] r.test',
  ],
  [`vercel deploy -t ${long}`, 'vercel deploy -t [redacted:assignment]'],
  [
    `const twilio = new Client("${twilioKey}")`,
    'const twilio = new Client("[redacted:twilio-key]")',
  ],
  ['my vercel token is aB3dE5gH7jK9mN1pQ3sT5vW7', 'my vercel token is [redacted:vercel-token]'],
])('%s', (text, expected) => expect(redact(text)).toMatch(expected));

test.each([
  'sk-learn and task-runner-for-everything-in-here',
  'the tokens: 86000 of max_tokens=4096, tokenizer: fast',
  'password: string; token: Token; apiKey?: string',
  'const token = await getToken(); const secret = config.secret.value',
  'const password = process.env.DB_PASSWORD ?? ""',
  'PASSWORD=$DB_PASSWORD TOKEN=${TOKEN} API_KEY=<your key>',
  '{"password": "string", "secret": "required"}',
  'Basic understanding, bearer authentication, a cookie: sweet',
  'Authorization: Bearer $TOKEN',
  'Authorization: Bearer YOUR_API_KEY or api_key="sk-ant-..."',
  'privateKey: Uint8Array, pwd: osc7, --pwd /srv/app12',
  'http://127.0.0.1:4717/v1/health?key=name and mailto:me@example.com',
  'author: someone12, an auth: function, login and password fields',
  'a commit 3f2b8a9c0d1e2f3a4b5c6d7e8f9a0b1c2d3e4f5a and 550e8400-e29b-41d4-a716-446655440000',
  '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A\n-----END PUBLIC KEY-----',
  'npm_config_registry npm_lifecycle_event github_path hf_hub gh_actions',
  'see /home, /Users/Shared/x, a/home/b and ./root',
  'password: required\npassword: optional\npassword: undefined\npassword: newpassword',
  '{\n  user,\n  password: hashedPassword\n}\npassword: SecureString\npassword: z.string()',
  'Forgot your password: something went wrong\nThe password: something',
  'password: incorrect\npassword: disabled\npassword: whatever you like, my friend',
  'aws_session_token = session_token\naws_secret_access_key = credentials.secret',
  'aws_session_token = getSessionToken()\naws_session_token = sessiontokenofmine',
  'curl -u $USER:$PASS x; curl -u "user:password" y; curl -u <me>:<key> z',
  'curl -XPUT http://x:80 -A a:b --user-agent=a:b; docker run -u 1000:1000 x',
  'mysql -u root -p && mkdir -pv x; mysql -p$PW; docker run -p80:80 mysql',
  'sshpass -p is not safe, nor is docker login -p or -p "$PW"; ssh -p 22 me@h',
  'docker run -p 80:80 x\ndocker login --password-stdin; vercel -t json',
  'the curl of u: a -u user, cURL and a:b',
  twilioKey,
  `${discordToken.slice(1)} Module.method.someLongNameThatGoesOnAndOn123`,
  'vc_auth vcr_recordings vca_something_or_other_longer aB3dE5gH7jK9mN1pQ3sT5vW7',
  'https://vercel.com/me/app/aB3dE5gH7jK9mN1pQ3sT5vW7 vercel dpl_aB3dE5gH7jK9mN1pQ3sT5vW7',
  'vercel: the 24 letters abcdefghijklmnopqrstuvwx and 012345678901234567890123',
  'see /mnt/c/Users, /c/Users/Public/x, C:/Users/Public and GET /v/users/ada',
  '[redacted:assignment] PASSWORD=[redacted:assignment]',
])('nothing is redacted in: %s', (text) => expect(redact(text)).toBe(text));

test.each([
  ['/home/ada/src/x.ts', '~/src/x.ts'],
  ['cd /Users/ada && ls', 'cd ~ && ls'],
  [String.raw`C:\Users\ada\x`, String.raw`~\x`],
  [String.raw`"C:\\Users\\ada\\x"`, String.raw`"~\\x"`],
  ['file:///home/ada/x', 'file://~/x'],
  ['/srv/people/me/x, /srv/people/menu', '~/x, /srv/people/menu'],
  ['~/.claude/projects/-srv-people-me-x', '~/.claude/projects/~-x'],
  ['/root/.npmrc', '~/.npmrc'],
  ['/mnt/c/Users/jande/x', '~/x'],
  ['cd /c/Users/jande && ls', 'cd ~ && ls'],
  ['/cygdrive/d/Users/jande/x', '~/x'],
  ['/mnt/c/users/jande/x', '~/x'],
  ['C:/Users/jande', '~'],
  ['file:///c:/users/jande/x', 'file:///~/x'],
  [String.raw`c:\users\jande\x`, String.raw`~\x`],
])('a home folder becomes ~: %s', (text, expected) => expect(redact(text)).toBe(expected));

test('a key that was cut off is redacted as far as it goes, and prose after a marker is not', () => {
  expect(redact(`${key}\n${base64}\n${base64.slice(0, 9)}`)).toBe('[redacted:private-key]');
  expect(redact(`${key} is how it begins.\nSee?`)).toBe('[redacted:private-key]\nSee?');
  expect(redact(`ghp_${long.slice(0, 14)}`)).toBe('[redacted:github-token]');
});

test('overlapping finds hide the whole', () => {
  const text = redact(`PASSWORD=/home/ada/x1 DATABASE_TOKEN=postgres://u:${long}@h`);
  expect(text).not.toContain('ada');
  expect(text).not.toContain(long);
});

test('hostile text costs time in proportion to its length', () => {
  const parts = [
    key,
    'password',
    'token=',
    'a=b=',
    'http://a:',
    'cookie: a=',
    'eyJ',
    'sk-',
    '=".',
    '/home/',
    '/mnt/c/Users/',
    'C:/Users/',
    'curl -u a',
    'curl ',
    'mysql -p',
    'docker login ',
    '\npassword: abcdefgh',
    '\naws_session_token = abC',
    'MTAw.',
    'MTAw',
    'vcp_',
    'twilio ',
    `SK${'0'.repeat(32)} `,
    'vercel aB3',
  ];
  const times: [string, number][] = [];
  const begun = [
    'sk-1',
    'eyJ1.',
    'Cookie: a=bcde; c',
    'https://u:',
    'password="',
    'Bearer 1',
    '?key=',
    'curl -u a:',
    'mysql -p1',
    '\npassword: ',
    'aws_session_token = ',
    'vcp_1',
    'MTAw.',
  ];
  for (const part of begun) {
    expect(() => redact(part.repeat(100_000))).not.toThrow();
    expect(() => redact(part + 'a'.repeat(6_000_000))).not.toThrow();
  }
  for (const part of parts) {
    const spent = cpuClock();
    redact(part.repeat(Math.ceil(300_000 / part.length)));
    times.push([part, spent()]);
  }
  expect(times.filter(([, took]) => took > 3000)).toEqual([]);
});
