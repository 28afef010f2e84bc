import { listOf, objectOf, textOf } from './json.ts';
import { firstLine, oneLine } from './text.ts';

/** Fields that say what a call works on, the telling ones first. */
const fields = [
  'file_path filePath notebook_path absolute_path',
  'command cmd script pattern query q url path dir_path file',
  'description subject title skill name question goal',
  'task_id taskId bash_id shell_id id plan prompt message text',
].flatMap((line) => line.split(' '));

/** Of these the first line says little: `bash -c '` or a comment. */
const commands = new Set(['command', 'cmd', 'script']);

/** What a call works on, in a few words and on one line: a path, a command, a pattern, an address. */
export function toolTarget(input: unknown): string | undefined {
  if (typeof input === 'string') return firstLine(input) || undefined;
  const given = objectOf(input);
  for (const field of fields) {
    const value = given[field];
    // A command may be an argument vector.
    const words = Array.isArray(value) ? value.filter((word) => typeof word === 'string') : [];
    const text = textOf(value) ?? (words.length > 0 ? words.join(' ') : undefined);
    const line = text === undefined ? '' : commands.has(field) ? oneLine(text) : firstLine(text);
    if (line !== '') return line;
  }
  const todos = listOf(given['todos']);
  if (todos.length > 0) return `${todos.length} ${todos.length === 1 ? 'item' : 'items'}`;
  const question = textOf(objectOf(listOf(given['questions'])[0])['question']);
  if (question !== undefined) return firstLine(question);
  for (const nested of ['operation', 'action', 'arguments']) {
    const inner = given[nested];
    const target = typeof inner === 'object' && inner !== null ? toolTarget(inner) : textOf(inner);
    if (target !== undefined) return target;
  }
  return undefined;
}
