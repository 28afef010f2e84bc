import { findNodeAtLocation, type JSONPath, type Node, parseTree } from 'jsonc-parser';

/**
 * Adds a value to a JSON text at the end of the object or list that holds it; the rest of the text stays as it
 * is, byte for byte, and `removeFrom` is the way back.
 * @param path of the new value: its container is there, it is not
 */
export function insertInto(text: string, path: JSONPath, value: unknown): string {
  const container = nodeAt(text, path.slice(0, -1));
  if (!container) return text;
  const name = path.at(-1);
  const written = typeof name === 'string' ? `${JSON.stringify(name)}: ` : '';
  const last = container.children?.at(-1);
  const outer = indentOf(text, lineNode(container));
  const inner = last ? indentOf(text, last) : outer === null ? null : outer + unitOf(text);
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const block =
    inner === null
      ? written + JSON.stringify(value)
      : written + JSON.stringify(value, null, unitOf(text)).replaceAll('\n', lineEnd + inner);
  if (last) {
    const between = inner === null ? ', ' : `,${lineEnd}${inner}`;
    return splice(text, endOf(last), endOf(last), between + block);
  }
  const whole = inner === null ? block : `${lineEnd}${inner}${block}${lineEnd}${outer}`;
  return splice(text, container.offset + 1, endOf(container) - 1, whole);
}

/** Takes a value, or a member of an object, out of a JSON text; the rest of the text stays as it is. */
export function removeFrom(text: string, path: JSONPath): string {
  const node = nodeAt(text, path);
  const found = node && lineNode(node);
  const container = found?.parent;
  const members = container?.children ?? [];
  const index = members.findIndex((one) => one === found);
  const [before, member, after] = [members[index - 1], members[index], members[index + 1]];
  if (!container || !member) return text;
  if (before) return splice(text, endOf(before), endOf(member), '');
  if (after) return splice(text, member.offset, after.offset, '');
  return splice(text, container.offset + 1, endOf(container) - 1, '');
}

function nodeAt(text: string, path: JSONPath): Node | undefined {
  const root = parseTree(text);
  return root && findNodeAtLocation(root, path);
}

const endOf = ({ offset, length }: Node) => offset + length;
const splice = (text: string, from: number, to: number, between: string) =>
  text.slice(0, from) + between + text.slice(to);

/** What the line of a node begins with: the member that it is the value of, or itself. */
const lineNode = (node: Node) => (node.parent?.type === 'property' ? node.parent : node);

/** The white space before a node that is the first of its line; null where it is not. */
function indentOf(text: string, node: Node): string | null {
  const start = text.lastIndexOf('\n', node.offset - 1) + 1;
  const before = text.slice(start, node.offset);
  return /^[ \t]*$/.test(before) && (start > 0 || node.offset === 0) ? before : null;
}

/** One step of indentation, as the text has it. */
const unitOf = (text: string) => /\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
