import { isPlaceholder } from './placeholder.ts';
import type { Range } from './range.ts';

/** How a tool is told a password, by the tool: the group before the value is kept. */
const tools: Readonly<Record<string, RegExp>> = {
  curl: /^(?:-[fgijkLnNOsSvI]{0,8}[uU][ \t]{0,3}|--(?:proxy-)?user[ \t=]{1,3})["']?[^\s:"'`\\]{0,100}:/,
  mysql: /^-p(?=[^\s=])["']?/,
  sshpass: /^-p[ \t]{0,3}["']?/,
  login: /^-p[ \t]{1,3}["']?/,
  vercel: /^-t[ \t]{1,3}["']?(?=\S{20})/,
};

/** In one pass: where a tool is called, where its command ends, and where a flag begins. */
const token = new RegExp(
  [
    // After an escaped newline too, as in JSON.
    String.raw`(?:(?<![\w.-])|(?<=\\[nrt]))(?:(?<curl>curl)|(?<mysql>mysql(?:dump|admin|import|show|check|sh)?|mariadb(?:-dump|-admin)?)|(?<sshpass>sshpass)|(?<login>(?:docker|podman|nerdctl|buildah|skopeo|oras|registry|oc|az)[ \t]{1,3}login)|(?<vercel>vercel))(?=[ \t])`,
    String.raw`(?<end>(?<!\\)(?:\r?\n|\\n)|;|&&|\|)`,
    String.raw`(?<=[ \t])(?<flag>-{1,2}[A-Za-z])`,
  ].join('|'),
  'g',
);

/** Words that a sentence about a flag goes on with. */
const prose =
  /^(?:or|and|is|are|was|the|an?|to|for|in|on|of|as|at|by|with|from|via|flags?|options?|switch|arguments?|parameters?|instead|because|since|but|if|when|then|can|may|will|would|should|does|takes|sets|means|exposes|leaks|shows|puts|passes|prompts?|which|that|it)$/;

/** `curl -u me:…`, `mysql -p…`, `sshpass -p …`, `docker login -p …`: the values. */
export function toolFlags(text: string): Range[] {
  const found: Range[] = [];
  let tool: RegExp | undefined;
  for (const { index, groups = {} } of text.matchAll(token)) {
    if (groups['end'] !== undefined) tool = undefined;
    else if (groups['flag'] === undefined) {
      tool = tools[Object.keys(tools).find((name) => groups[name] !== undefined) ?? ''];
    } else if (tool) {
      const rest = text.slice(index, index + 600);
      const start = tool.exec(rest)?.[0].length;
      if (start === undefined) continue;
      const value = valueIn(rest.slice(start), rest[start - 1]);
      if (isPassword(value))
        found.push({ start: index + start, end: index + start + value.length });
    }
  }
  return found;
}

function valueIn(rest: string, before: string | undefined): string {
  const isQuoted = before === '"' || before === "'";
  const end = isQuoted ? new RegExp(String.raw`\\?${before}|[\n\r]|$`) : /[\s"'`;|()\\]|&&|$/;
  return rest.slice(0, end.exec(rest)?.index ?? rest.length);
}

const isPassword = (value: string): boolean =>
  /[A-Za-z0-9]/.test(value) &&
  !prose.test(value) &&
  !isPlaceholder(value) &&
  // A port or a user by number, another flag, and the stand-ins of manuals.
  !/^(?:\d+:\d+|-|@|pass(?:word|wd)?$|\[|\/\/)/i.test(value) &&
  !/^[A-Z]+(?:_[A-Z]+)+$/.test(value);
