/** What a tool is called on a row: `mcp__linear__list_issues` → `linear · list_issues`. */
export const verbOf = (name: string): string =>
  name.startsWith('mcp__') ? name.slice(5).replace('__', ' · ') : name;
