/** Agents that print plain text unless they are asked for records, and how they are asked. */
const agents: readonly {
  readonly name: RegExp;
  readonly prints: (args: readonly string[]) => boolean;
  readonly option: RegExp;
  readonly advice: string;
}[] = [
  {
    name: /^claude$/,
    prints: (args) => args.some((arg) => arg === '-p' || arg === '--print'),
    option: /^--output-format/,
    advice: '--output-format stream-json --verbose',
  },
  { name: /^codex$/, prints: ([first]) => first === 'exec', option: /^--json$/, advice: '--json' },
  {
    name: /^gemini$/,
    prints: (args) => args.some((arg) => arg === '-p' || arg === '--prompt'),
    option: /^(?:-o|--output-format)/,
    advice: '--output-format stream-json',
  },
];

/** What would make an agent tell more than its answer; null where it does, or where nothing is known. */
export function hintFor(command: string, args: readonly string[]): string | null {
  const agent = agents.find(({ name }) => name.test(command.replace(/\.(?:exe|cmd)$/i, '')));
  if (!agent?.prints(args) || args.some((arg) => agent.option.test(arg))) return null;
  return `with ${agent.advice} the build shows plan, calls and edits, not only the answer.`;
}
