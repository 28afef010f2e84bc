import type { Rule } from './rules.ts';

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`);

const name = String.raw`[^/\s"'\`:;,<>|()\\]{1,64}`;

/**
 * Home folders, by where systems keep them. Those of Windows also as WSL, Git Bash and Cygwin call
 * them, and escaped, as they are within JSON.
 */
const usual = [
  String.raw`\/home\/${name}`,
  String.raw`(?:\/(?:mnt\/|cygdrive\/)?[A-Za-z])?\/Users\/(?!(?:Shared|Public)\b)${name}`,
  String.raw`\/(?:mnt|cygdrive)\/[a-z]\/users\/(?!public\b)${name}`,
  String.raw`\/root`,
  String.raw`[A-Za-z]:(?:\\{1,2}|\/)[Uu]sers(?:\\{1,2}|\/)(?![Pp]ublic\b)${name}`,
].join('|');

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
      '/root',
      'sers\\',
      'sers/',
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
