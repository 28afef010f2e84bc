import type { Rule } from './rules.ts';

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`);

/** Home folders, by where systems keep them; a Windows path may be escaped, as it is within JSON. */
const usual = String.raw`\/home\/[^/\s"'\`:;,<>|()\\]{1,64}|\/Users\/(?!Shared\b)[^/\s"'\`:;,<>|()\\]{1,64}|\/root|[A-Za-z]:\\{1,2}Users\\{1,2}[^\\\s"'\`:;,<>|()]{1,64}`;

/**
 * The paths of home folders: they name the user.
 * @param homes further ones; also as agents write them in the names of their own folders, `-srv-people-me`
 */
export function homeRule(homes: readonly string[]): Rule {
  const known = homes
    .filter((home) => home.length > 3)
    .flatMap((home) => [home, home.replaceAll('\\', '\\\\'), home.replace(/[^A-Za-z0-9]/g, '-')])
    .map(escaped);
  const pattern = new RegExp(
    String.raw`(?<![\w.~-])(?:${[...known, usual].join('|')})(?![\w.])`,
    'g',
  );
  const dashed = homes.map((home) => home.replace(/[^A-Za-z0-9]/g, '-'));
  return {
    kind: 'home-path',
    hints: [
      '/home/',
      '/Users/',
      '/root',
      'Users\\',
      ...homes,
      ...dashed.filter((name) => name.length > 3),
    ],
    find: (text) =>
      Array.from(text.matchAll(pattern), ({ 0: whole, index }) => ({
        start: index,
        end: index + whole.length,
      })),
  };
}
