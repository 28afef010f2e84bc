import type { ThemeRegistration } from '@shikijs/core';
import { tones } from './tones.ts';

// Colours only carry the place of a tone from the tokeniser to the page, which has the real ones in its stylesheet,
// for both themes.
const colour = (tone: (typeof tones)[number]): string =>
  `#${tones.indexOf(tone).toString(16).padStart(6, '0')}`;

/** The tone that a colour of the theme stands for. */
export const toneOf = (foreground: string | undefined): number => {
  const place = Number.parseInt((foreground ?? '#0').slice(1), 16);
  return place < tones.length ? place : 0;
};

const scopes: [(typeof tones)[number], string[]][] = [
  ['keyword', ['keyword', 'storage', 'variable.language', 'markup.heading', 'entity.name.section']],
  ['plain', ['keyword.operator', 'storage.type.function.arrow', 'punctuation']],
  [
    'keyword',
    ['keyword.operator.new', 'keyword.operator.expression', 'keyword.operator.logical.python'],
  ],
  [
    'string',
    [
      'string',
      'punctuation.definition.string',
      'markup.inserted',
      'markup.raw',
      'markup.inline.raw',
    ],
  ],
  ['plain', ['meta.template.expression', 'string.template meta.embedded']],
  ['comment', ['comment', 'punctuation.definition.comment', 'markup.quote', 'meta.diff.header']],
  [
    'function',
    [
      'entity.name.function',
      'support.function',
      'meta.function-call.generic',
      'markup.underline.link',
    ],
  ],
  ['constant', ['constant', 'support.constant', 'markup.deleted', 'string.regexp']],
  [
    'type',
    [
      'entity.name.type',
      'entity.name.class',
      'entity.name.tag',
      'support.type',
      'support.class',
      'entity.other.inherited-class',
    ],
  ],
  [
    'property',
    [
      'support.type.property-name',
      'entity.other.attribute-name',
      'meta.object-literal.key',
      'entity.name.tag.yaml',
      'variable.other.key.toml',
    ],
  ],
];

export const toneTheme: ThemeRegistration = {
  name: 'tones',
  type: 'dark',
  fg: colour('plain'),
  bg: '#ffffff',
  colors: { 'editor.foreground': colour('plain') },
  tokenColors: scopes.map(([tone, scope]) => ({ scope, settings: { foreground: colour(tone) } })),
};
