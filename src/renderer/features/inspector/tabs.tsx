import type { ReactNode } from 'react';
import type { Node, TextNode, UserNode } from '../../../core/build/state.ts';
import { type Content, contentText, type Json } from '../../../core/build/content.ts';
import type { Rest } from '../../transport/rest.ts';
import { ContentBody, PartsBody } from './content-body.tsx';
import { DiffBody } from './diff-body.tsx';
import { type Diff, diffOf } from '../../../core/build/tool-diff.ts';
import { JsonBody } from './json-body.tsx';
import { LoggedDiffBody } from './logged-diff-body.tsx';
import { loggedDiff } from './logged-diff.ts';
import { ProseBody } from './prose-body.tsx';
import { TextBody } from './text-body.tsx';
import { TimingBody } from './timing/timing-body.tsx';

export interface Tab {
  readonly name: 'Input' | 'Output' | 'Diff' | 'Text' | 'Images' | 'Record' | 'Timing' | 'Raw';
  /** Errors in it. */
  readonly errors: number;
  readonly body: (wrap: boolean) => ReactNode;
  /** What Copy takes; of a diff it may have to be fetched. Null where there is nothing to copy. */
  readonly text:
    ((from: { readonly rest: Rest; readonly build: string }) => string | Promise<string>) | null;
}

/** The tabs of a node, in their order; the one to begin with is named apart. */
export function tabsOf(node: Node): { tabs: Tab[]; first: Tab['name'] } {
  const raw: Tab = {
    name: 'Raw',
    errors: 0,
    body: (wrap) => <JsonBody label="Raw" json={node as unknown as Json} wrap={wrap} />,
    text: () => JSON.stringify(node, null, 2),
  };
  const timing: Tab = {
    name: 'Timing',
    errors: 0,
    body: () => <TimingBody node={node} />,
    text: null,
  };
  switch (node.kind) {
    case 'tool':
      return toolTabs(node, [raw, timing]);
    case 'unrecognised':
      return { tabs: [contentTab('Record', node.raw), raw], first: 'Record' };
    case 'error':
      return { tabs: [wordsTab(node.message, 1), raw], first: 'Text' };
    case 'attachment':
      return { tabs: [contentTab('Images', node.content), raw], first: 'Images' };
    case 'user': {
      if (node.attachments.length === 0) return { tabs: [proseTab(node), raw], first: 'Text' };
      const tabs = [proseTab(node), imagesTab(node.attachments), raw];
      return { tabs, first: node.text === '' ? 'Images' : 'Text' };
    }
    case 'text':
    case 'reasoning':
      return { tabs: [proseTab(node), raw, timing], first: 'Text' };
    default:
  }
  return { tabs: [textTab(node.text, 0), raw], first: 'Text' };
}

function toolTabs(node: Extract<Node, { kind: 'tool' }>, last: readonly Tab[]) {
  const failed = node.outcome === 'failed' || node.outcome === 'denied' ? 1 : 0;
  const diff = diffOf(node);
  const input: Tab =
    node.input === null
      ? { ...textTab(node.inputText ?? '', 0, 'The input is not known yet.'), name: 'Input' }
      : contentTab('Input', node.input, true);
  const output: Tab =
    node.output === null
      ? { ...textTab(node.error ?? '', failed, quiet(node.outcome)), name: 'Output' }
      : { ...contentTab('Output', node.output), errors: failed };
  const tabs = [input, output];
  const isLogged = node.changes.some(({ hasDiff }) => hasDiff);
  if (diff || isLogged) {
    const { changes } = node;
    tabs.push({
      name: 'Diff',
      errors: 0,
      body: (wrap) =>
        isLogged || !diff ? (
          <LoggedDiffBody changes={changes} fallback={diff} wrap={wrap} />
        ) : (
          <DiffBody label="Diff" diff={diff} wrap={wrap} />
        ),
      text: async ({ rest, build }) =>
        diffText(isLogged || !diff ? await loggedDiff(rest, build, changes) : diff),
    });
  }
  const hasDiff = diff !== null || isLogged;
  const first: Tab['name'] =
    hasDiff && failed === 0 ? 'Diff' : node.output || failed ? 'Output' : 'Input';
  return { tabs: [...tabs, ...last], first };
}

const diffText = (diff: Diff) =>
  diff.lines.map(({ kind, text }) => `${signs[kind]}${text}`).join('\n');
const signs = { same: ' ', added: '+', removed: '-', hunk: '@' } as const;
const quiet = (outcome: string | null) => (outcome === null ? 'No output yet.' : 'No output.');

function contentTab(name: Tab['name'], content: Content, named = false): Tab {
  return {
    name,
    errors: 0,
    body: (wrap) => <ContentBody label={name} content={content} wrap={wrap} named={named} />,
    text: isImage(content) ? null : () => contentText(content),
  };
}

/** Of an image there is no text to copy, to wrap or to read plainly. */
const isImage = (content: Content): boolean =>
  content.as === 'image' || (content.as === 'cut' && content.mime.startsWith('image/'));

function imagesTab(images: readonly Content[]): Tab {
  return {
    name: 'Images',
    errors: 0,
    body: (wrap) => <PartsBody label="Images" parts={images} wrap={wrap} />,
    text: null,
  };
}

function textTab(text: string, errors: number, empty = 'Nothing.'): Tab {
  return {
    name: 'Text',
    errors,
    body: (wrap) =>
      text === '' ? (
        <p className="min-h-0 flex-1 bg-code px-3.5 py-3 text-muted">{empty}</p>
      ) : (
        <TextBody label="Text" text={text} wrap={wrap} />
      ),
    text: text === '' ? null : () => text,
  };
}

/** A sentence rather than lines: none of it may stand outside. */
function wordsTab(text: string, errors: number): Tab {
  return { ...textTab(text, errors), body: () => <TextBody label="Text" text={text} wrap /> };
}

/** What somebody said, which is Markdown as a rule. */
function proseTab(node: TextNode | UserNode): Tab {
  return {
    ...textTab(node.text, 0),
    body: (wrap) => <ProseBody label="Text" text={node.text} whole={node.length} wrap={wrap} />,
  };
}
