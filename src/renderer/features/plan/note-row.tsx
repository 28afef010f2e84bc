import { memo } from 'react';
import type {
  AttachmentNode,
  ErrorNode,
  NoticeNode,
  UnrecognisedNode,
} from '../../../core/build/state.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { Line, textIndent } from './row-frame.tsx';

interface Props {
  readonly node: AttachmentNode | ErrorNode | NoticeNode | UnrecognisedNode;
  readonly level: number;
}

const nothing = () => {};

/** What is said once: errors, notices, and records that nobody could read. */
export const NoteRow = memo(function NoteRow({ node, level }: Props) {
  if (node.kind === 'error') return <ErrorRow node={node} level={level} />;
  if (node.kind === 'attachment') return <AttachmentRow node={node} level={level} />;
  const unread = node.kind === 'unrecognised';
  return (
    <Line
      level={level}
      open={null}
      onFold={nothing}
      glyph={<Glyph mark={unread ? 'unknown' : 'notice'} label={null} />}
    >
      <span className="flex-none text-muted">{unread ? 'Unrecognised record' : 'Notice'}</span>
      <span className="truncate text-faint">
        {unread ? `${node.format} · ${node.reason}` : node.text}
      </span>
    </Line>
  );
});

function AttachmentRow({ node, level }: { node: AttachmentNode; level: number }) {
  const { content } = node;
  return (
    <Line level={level} open={null} onFold={nothing} glyph={<Glyph mark="notice" label={null} />}>
      <span className="flex-none text-muted">Image</span>
      <span className="truncate text-faint">
        {[node.name, 'mime' in content ? content.mime : null].filter(Boolean).join(' · ')}
      </span>
    </Line>
  );
}

function ErrorRow({ node, level }: { node: ErrorNode; level: number }) {
  const long = node.message.length > 90 || node.message.includes('\n');
  return (
    <Line
      level={level}
      open={null}
      onFold={nothing}
      glyph={<Glyph mark={node.recovering ? 'notice' : 'failed'} label={null} />}
      below={
        long && (
          <p
            className="mono pb-1.5 break-words whitespace-pre-wrap text-muted"
            style={{ paddingLeft: textIndent(level), paddingRight: 40 }}
          >
            {node.message.slice(0, 1200)}
          </p>
        )
      }
    >
      <span className={node.recovering ? 'flex-none text-warn' : 'flex-none text-err'}>
        {node.recovering ? 'Recovering' : 'Error'}
        {node.code !== null && ` · ${node.code}`}
      </span>
      {!long && <span className="truncate text-muted">{node.message}</span>}
    </Line>
  );
}
