import { firstLine } from '../../../../core/agents/text.ts';
import type { Content } from '../../../../core/build/content.ts';
import type { Standing } from '../../../../core/build/standing.ts';
import { tookOf } from '../../../../core/build/known-time.ts';
import { requestOf } from '../../../../core/build/asking.ts';
import type { BuildState, Node, ToolNode } from '../../../../core/build/state.ts';
import { diffOf } from '../../../../core/build/tool-diff.ts';
import { duration, within } from '../../../../core/format.ts';
import type { Bodies } from './bodies.ts';
import type { Change } from './collect.ts';
import { glyph, type Mark } from './glyphs.ts';
import { markup, type Markup, nothing } from './markup.ts';
import { prose } from './prose.ts';

export interface Rows {
  readonly cwd: string | null;
  readonly bodies: Bodies;
  /** What somebody was asked, and has not answered. */
  readonly attention: BuildState['attention'];
  /** How the build stands, and what has no end with it. */
  readonly standing: Standing;
  /** What calls changed in files, by the call. */
  readonly changes: ReadonlyMap<string, readonly Change[]>;
  /** Sub-agents that are not in the page, by the positions of their calls. */
  readonly subAgents: ReadonlyMap<number, string>;
  /** The failure after a failure, by position: null after the last. */
  nextFailure(position: number): number | null;
}

/** Characters of a text that stand open. */
const LONG_TEXT = 1600;

/** One thing that happened, as a row that opens to all there is. */
export function row(node: Node, position: number, rows: Rows): Markup {
  switch (node.kind) {
    case 'tool':
      return toolRow(node, position, rows);
    case 'text':
      return node.text.trim() === '' ? nothing : said(node.text, node.length, 'say');
    case 'user':
      return markup`${said(node.text, node.length, 'say user')}${attached(node.attachments, rows)}`;
    case 'attachment':
      return attached([node.content], rows);
    case 'reasoning':
      return node.text.trim() === '' ? nothing : thought(node.text, node.endAt - node.at);
    case 'error':
      return markup`<div class="row leaf ${node.recovering ? 'warn' : 'err'}" id="n${position}">
        ${glyph('failed')}<span>${node.message}</span>
        <span class="meta">${node.code} ${node.recovering && 'went on by itself'}</span>
      </div>`;
    case 'notice':
      return markup`<div class="row leaf muted">${glyph('notice')}<span>${node.text}</span></div>`;
    case 'unrecognised':
      return markup`<details>
        <summary>
          ${glyph('notice')}<span class="name muted">Unrecognised</span>
          <span class="clip muted">${node.reason}</span>
        </summary>
        <div class="body">${rows.bodies.content(node.format, node.raw)}</div>
      </details>`;
  }
}

const outcomes: Readonly<Record<NonNullable<ToolNode['outcome']>, Mark>> = {
  succeeded: 'done',
  failed: 'failed',
  denied: 'cancelled',
  interrupted: 'cancelled',
};

function toolRow(tool: ToolNode, position: number, rows: Rows): Markup {
  const isFailed = tool.outcome === 'failed';
  const request = rows.standing.isLost ? null : requestOf(rows, tool);
  const mark = request
    ? 'waiting'
    : tool.outcome === null
      ? openMark(rows)
      : outcomes[tool.outcome];
  const took = tookOf(tool);
  return markup`<details class="${isFailed ? 'failed' : ''}" id="n${position}" ${isFailed && open}>
    <summary>
      ${glyph(mark)}<span class="name">${tool.name}</span>
      <span class="mono muted clip">${tool.target !== null && within(tool.target, rows.cwd)}</span>
      ${lineCounts(tool.added, tool.removed)}
      ${request && markup`<span class="warn clip">Needs you: ${request.text}</span>`}
      ${rows.subAgents.has(position) && markup`<span class="meta">a build of its own</span>`}
      <span class="end mono ${isFailed && 'err'}">${endOf(tool, took)}</span>
    </summary>
    <div class="body">${toolBody(tool, position, rows)}</div>
  </details>`;
}

const openMark = ({ standing }: Rows): Mark => (standing.isLost ? 'unknown' : 'running');

const open: Markup = { html: 'open' };

function endOf(tool: ToolNode, took: number | null): string {
  const exit = tool.exitCode === null || tool.exitCode === 0 ? [] : [`exit ${tool.exitCode}`];
  const outcome = tool.outcome === 'denied' || tool.outcome === 'interrupted' ? [tool.outcome] : [];
  return [...outcome, ...exit, ...(took === null ? [] : [duration(took)])].join(' · ');
}

export const lineCounts = (added: number, removed: number): Markup =>
  added + removed === 0
    ? nothing
    : markup`<span class="mono"
        ><span class="ok">+${added}</span> <span class="err">-${removed}</span></span
      >`;

function toolBody(tool: ToolNode, position: number, rows: Rows): Markup {
  const { bodies, changes } = rows;
  const isFailed = tool.outcome === 'failed';
  const next = isFailed ? rows.nextFailure(position) : null;
  const diff = diffOf(tool);
  const told = changes.get(tool.call) ?? [];
  const input =
    diff !== null && diff.lines.length > 0
      ? bodies.diff('Change', diff.lines)
      : tool.input
        ? bodies.content('Input', tool.input)
        : tool.inputText !== null && bodies.text('Input, as far as it came', tool.inputText);
  const { error } = tool;
  const isSaid = error !== null && tool.output?.as === 'text' && tool.output.text.includes(error);
  const apart = rows.subAgents.get(position);
  const parts = [
    apart !== undefined &&
      markup`<p class="apart">Ran as a build of its own, not in this page: ${apart}</p>`,
    error !== null && !isSaid && bodies.text('Error', error, true),
    input,
    ...(diff === null
      ? told.map((change) => bodies.change(`Change of ${change.path}`, change.diff))
      : []),
    tool.output !== null && bodies.content('Output', tool.output, isFailed),
    next !== null && markup`<h3><a class="err" href="#n${next}">Next failure ↓</a></h3>`,
  ];
  const shown = parts.flatMap((part) => part || []);
  return shown.length > 0
    ? markup`${shown}`
    : markup`<h3>Nothing is known of its input and output</h3>`;
}

function said(text: string, length: number, look: string): Markup {
  if (text.length <= LONG_TEXT) return markup`<div class="${look}">${prose(text)}</div>`;
  const rest = length > text.length ? `, of ${length} characters in all` : '';
  return markup`<div class="${look}">${prose(`${text.slice(0, LONG_TEXT).trim()} …`)}</div>
    <details>
      <summary class="leaf"><span class="muted">The whole text${rest}</span></summary>
      <div class="${look}">${prose(text)}</div>
    </details>`;
}

/** What came with a message, or stands for one. */
const attached = (contents: readonly Content[], { bodies }: Rows): Markup =>
  markup`${contents.map(
    (content) => markup`<div class="body">${bodies.content('Attachment', content)}</div>`,
  )}`;

const thought = (text: string, ms: number): Markup =>
  markup`<details>
    <summary>
      ${glyph('thought')}<span class="muted fixed"
        >${ms >= 1000 ? `Thought for ${duration(ms)}` : 'Thought'}</span
      >
      <span class="clip faint">${firstLine(text)}</span>
    </summary>
    <div class="say think">${prose(text)}</div>
  </details>`;
