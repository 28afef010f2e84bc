import { type Content, contentText, type Json } from '../../../core/build/content.ts';
import type { BuildState, Node, ToolNode } from '../../../core/build/state.ts';
import { vectorValues } from '../../../core/build/vector.ts';
import type { DocumentKind } from '../../../core/search/answer.ts';

/** A piece of a build that is found as one: all words of a search are in it. */
export interface Document {
  /** Unique within the build: the key of its row in the plan, where it has one. */
  readonly key: string;
  readonly kind: DocumentKind;
  readonly version: number;
  readonly text: string;
}

/** Key of the title of a build. */
export const TITLE_KEY = 'build';

/** Characters of an input or an output that are looked at: its beginning tells what it is. */
const BODY_LIMIT = 4096;

/**
 * What of a state has changed after a version. It is the state that is read and not the events: there
 * a text is whole, whatever the pieces that it came in, and what was replaced is gone.
 */
export function* documentsOf(state: BuildState, since: number): Generator<Document> {
  if (state.title !== null) {
    yield { key: TITLE_KEY, kind: 'build', version: state.version, text: state.title };
  }
  for (const todo of state.todos) {
    const version = todo.renamed?.in ?? todo.addedIn;
    if (version > since) yield { key: `todo:${todo.key}`, kind: 'todo', version, text: todo.text };
  }
  for (const node of vectorValues(state.nodes)) {
    if (node.to > since)
      yield { key: node.key, kind: node.kind, version: node.to, text: textOf(node) };
  }
  for (const { key, version } of vectorValues(state.files)) {
    if (version > since) yield { key: `file:${key}`, kind: 'file', version, text: key };
  }
}

function textOf(node: Node): string {
  switch (node.kind) {
    case 'text':
    case 'reasoning':
    case 'user':
    case 'notice':
      return node.text;
    case 'error':
      return lines(node.code, node.message);
    case 'attachment':
      return lines(node.name, bodyText(node.content));
    case 'unrecognised':
      return lines(node.format, node.reason, bodyText(node.raw));
    case 'tool':
      return toolText(node);
  }
}

function toolText(tool: ToolNode): string {
  const input = tool.input === null ? tool.inputText : bodyText(tool.input);
  const name = tool.target === null ? tool.name : `${tool.name} ${tool.target}`;
  return lines(name, input?.slice(0, BODY_LIMIT), tool.error, bodyText(tool.output));
}

const lines = (...parts: (string | null | undefined)[]): string => parts.filter(Boolean).join('\n');

function bodyText(content: Content | null): string {
  if (content === null || content.as === 'image') return '';
  if (content.as === 'parts') return content.parts.map(bodyText).join('\n').slice(0, BODY_LIMIT);
  if (content.as === 'json') return leavesOf(content.json).join('\n').slice(0, BODY_LIMIT);
  const text = contentText(content);
  if (content.as === 'cut' && content.mime.startsWith('image/')) return '';
  // A preview of JSON is cut off within it: its line breaks are still written as two characters.
  const isJson = content.as === 'cut' && content.mime === 'application/json';
  return (isJson ? text.replaceAll(/\\[nrt]/g, ' ') : text).slice(0, BODY_LIMIT);
}

/** The texts and figures of a JSON value. It has passed the schema, which bounds its depth. */
function leavesOf(json: unknown): string[] {
  const value = json as Json;
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(leavesOf);
}
