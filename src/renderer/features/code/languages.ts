/** The languages that are coloured, by the names of their grammars; with the endings of files and the names after fences. */
const names: Record<string, string> = {
  typescript: 'ts mts cts',
  tsx: '',
  javascript: 'js mjs cjs',
  jsx: '',
  json: 'jsonl ndjson json5 webmanifest',
  jsonc: '',
  css: '',
  scss: 'sass',
  html: 'htm',
  vue: '',
  svelte: '',
  xml: 'svg plist xsd',
  markdown: 'md mdx',
  python: 'py pyi',
  ruby: 'rb rake gemspec',
  php: '',
  go: '',
  rust: 'rs',
  java: '',
  kotlin: 'kt kts',
  swift: '',
  c: 'h',
  cpp: 'cc cxx hpp hh c++',
  csharp: 'cs',
  lua: '',
  elixir: 'ex exs',
  shellscript: 'sh bash zsh shell console',
  powershell: 'ps1',
  docker: 'dockerfile',
  make: 'makefile mk',
  yaml: 'yml',
  toml: '',
  ini: 'conf properties',
  sql: '',
  graphql: 'gql',
  proto: '',
  hcl: 'tf',
  diff: 'patch',
};

const byName = new Map(
  Object.entries(names).flatMap(([name, others]) =>
    [name, ...others.split(' ')].filter(Boolean).map((one) => [one, name] as const),
  ),
);

/** The grammar that a fence, or the ending of a file, names; null where none is known. */
export const languageNamed = (name: string): string | null =>
  byName.get(name.toLowerCase()) ?? null;

/** The grammar of a file, by its name. */
export function languageOfFile(path: string): string | null {
  const name = path.split(/[/\\]/).at(-1) ?? '';
  const dot = name.lastIndexOf('.');
  return languageNamed(dot < 0 ? name : name.slice(dot + 1));
}
