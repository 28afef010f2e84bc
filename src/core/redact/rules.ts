import { assignments, flags } from './assignments.ts';
import { bareWords } from './bare-words.ts';
import { twilioKeys, vercelTokens } from './beside.ts';
import { privateKeys } from './private-keys.ts';
import type { Range } from './range.ts';
import { toolFlags } from './tool-flags.ts';

/** One kind of secret and how it is found. Every search takes time in proportion to the text, whatever is in it. */
export interface Rule {
  readonly kind: string;
  /** A text without any of these has no such secret: cheaper than to search it. */
  readonly hints: readonly string[];
  find(text: string): Range[];
}

/**
 * Keys of a known shape. The least lengths are short of the real ones on purpose: what a preview
 * or a title cut off is most of a secret.
 */
const shapes: readonly (readonly [kind: string, hints: readonly string[], pattern: RegExp])[] = [
  ['api-key', ['sk-'], /(?<![\w-])sk-(?=[A-Za-z0-9_-]{0,200}\d)[A-Za-z0-9_-]{16,}/g],
  [
    'api-key',
    ['gsk_', 'xai-', 'r8_'],
    /\b(?:gsk_|xai-|r8_)(?=[A-Za-z0-9]{0,60}\d)[A-Za-z0-9]{20,}/g,
  ],
  [
    'stripe-key',
    ['k_live_', 'k_test_', 'whsec_'],
    /\b(?:[sr]k_(?:live|test)|whsec)_[A-Za-z0-9]{8,}/g,
  ],
  ['github-token', ['gh', 'github_pat_'], /\b(?:gh[oprsu]_[A-Za-z0-9]{12,}|github_pat_\w{12,})/g],
  ['gitlab-token', ['gl'], /\bgl(?:pat|dt|rt|ptt|ft|soat|cbt|agent|oas|imt)-[\w.-]{12,}/g],
  ['slack-token', ['xox', 'xapp-'], /\b(?:xox[abceoprs]|xapp)-[\w-]{10,}/g],
  [
    'slack-webhook',
    ['hooks.slack.com'],
    /(hooks\.slack\.com\/(?:services|workflows)\/)([\w/-]{8,})/g,
  ],
  ['aws-key', ['AKIA', 'ASIA', 'ABIA', 'ACCA'], /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{12,}/g],
  ['google-key', ['AIza', 'ya29.', 'GOCSPX-'], /\b(?:AIza|ya29\.|GOCSPX-)[\w-]{16,}/g],
  ['npm-token', ['npm_'], /\bnpm_[A-Za-z0-9]{16,}/g],
  ['pypi-token', ['pypi-'], /\bpypi-[\w-]{24,}/g],
  ['huggingface-token', ['hf_'], /\bhf_[A-Za-z0-9]{16,}/g],
  ['docker-token', ['dckr_'], /\bdckr_[a-z]{3}_[\w-]{12,}/g],
  ['digitalocean-token', ['_v1_'], /\bdo[opr]_v1_[a-f0-9]{16,}/g],
  ['sendgrid-key', ['SG.'], /\bSG\.[\w-]{12,}\.[\w-]{8,}/g],
  ['shopify-token', ['shp'], /\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{16,}/g],
  ['telegram-token', [':AA'], /\b\d{8,10}:AA[\w-]{24,}/g],
  ['linear-key', ['lin_'], /\blin_(?:api|oauth)_[A-Za-z0-9]{16,}/g],
  ['vault-token', ['hvs.', 'hvb.'], /\bhv[bs]\.[\w-]{16,}/g],
  ['age-key', ['AGE-SECRET'], /\bAGE-SECRET-KEY-1[A-Z0-9]{16,}/g],
  ['atlassian-token', ['ATATT', 'ATCTT'], /\bAT[AC]TT3[\w=-]{16,}/g],
  [
    'vercel-token',
    ['vc', 'vercel_blob_rw_'],
    /\b(?:vc[aikpr]_(?=[A-Za-z_-]{0,60}\d)|vercel_blob_rw_)[\w-]{20,}/g,
  ],
  // The user's number in base64, the time, a signature.
  [
    'discord-token',
    ['.'],
    /(?<![\w-])(?:[MNO][DTjz][AEIMQUYcgk][w-z0-5]){5,6}\w{0,3}\.[\w-]{6}\.[\w-]{16,}/g,
  ],
  ['jwt', ['eyJ'], /\beyJ[\w-]{6,}\.(?:eyJ)?[\w-]{6,}(?:\.[\w-]{0,16000}){0,3}/g],
];

/** Secrets that are known by what stands before them: the first group is kept, the second is the secret. */
const contexts: readonly (readonly [kind: string, hints: readonly string[], pattern: RegExp])[] = [
  [
    'authorization',
    ['uthorization', 'UTHORIZATION'],
    /(authorization\\?["']?\s{0,3}[:=]\s{0,3}\\?["'`]?(?:(?:bearer|basic|token|digest|apikey|negotiate)\s{1,3})?)((?!your)(?!(?:bearer|basic|token|digest|apikey|negotiate)\b)[^\s"'`\\,;<>${}()]{6,})/gi,
  ],
  [
    'authorization',
    ['earer', 'EARER'],
    /(\bbearer\s{1,3})((?=[\w.~+/-]{0,200}\d)[\w.~+/-]{12,}={0,2})/gi,
  ],
  [
    'authorization',
    ['asic', 'ASIC'],
    /(\bbasic\s{1,3})((?=[A-Za-z0-9+/]{0,200}[\d=])[A-Za-z0-9+/]{12,}={0,2})/gi,
  ],
  [
    'url-password',
    ['://'],
    /(\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/?#"'`<>\\]{0,100}:)([^\s@/"'`<>\\]{1,256})(?=@)/gi,
  ],
  ['url-password', ['://'], /(\bhttps?:\/\/)((?=[\w-]{0,99}\d)[\w-]{20,256})(?=@)/gi],
  [
    'url-parameter',
    ['?', '&'],
    /([?&](?:sig|signature|x-amz-signature|x-amz-security-token|access_token|id_token|refresh_token|auth|api_?key|key|token|secret|password)=)([^&\s"'`<>\\#${}]{8,})/gi,
  ],
  [
    'cookie',
    ['ookie', 'OOKIE'],
    /(\b(?:set-)?cookie\\?["']?\s{0,3}:\s{0,3}\\?["'`]?)([^\s=;"'`\\]{1,100}=[^\s;"'`\\]{4,}(?:; ?[^\s;"'`\\]{1,4096}){0,100})/gi,
  ],
  [
    'netrc-password',
    ['password'],
    /(\blogin\s{1,9}\S{1,100}\s{1,9}password\s{1,9})((?=\S{0,200}[\d!#$%&*])\S{4,200})/g,
  ],
  ['cookie', ['--cookie'], /(--cookie[ =]["']?)([^\s=;"'`\\]{1,100}=[^\s"'`\\]{4,})/g],
];

/**
 * The longest run of letters that is taken for one secret. Without a bound a run of millions, which
 * an agent can be made to print, takes more stack than an expression has.
 */
const LONGEST = 16_000;

const bounded = (pattern: RegExp): RegExp =>
  new RegExp(pattern.source.replace(/\{(\d+),\}/g, `{$1,${LONGEST}}`), pattern.flags);

/** Every rule there is but that for home folders, which depends on whose they are. */
export const rules: readonly Rule[] = [
  { kind: 'private-key', hints: ['-----BEGIN'], find: privateKeys },
  ...[...shapes, ...contexts].map(([kind, hints, unbounded]) => {
    const pattern = bounded(unbounded);
    return { kind, hints, find: (text: string) => matches(text, pattern) };
  }),
  // Case matters to hints and not to these.
  { kind: 'assignment', hints: [':', '='], find: assignments },
  { kind: 'assignment', hints: ['--'], find: flags },
  { kind: 'assignment', hints: ['assw', 'ASSW', 'assph', 'ASSPH', 'aws_'], find: bareWords },
  {
    kind: 'assignment',
    hints: ['curl ', 'mysql', 'mariadb', 'sshpass', ' login', 'vercel '],
    find: toolFlags,
  },
  { kind: 'twilio-key', hints: ['SK'], find: twilioKeys },
  { kind: 'vercel-token', hints: ['ercel', 'ERCEL'], find: vercelTokens },
];

function matches(text: string, pattern: RegExp): Range[] {
  return Array.from(text.matchAll(pattern), ({ 0: whole, 1: kept = '', index }) => ({
    start: index + kept.length,
    end: index + whole.length,
  }));
}
