import type { BuildDiff } from '../../../core/build/diff.ts';
import { tookOf } from '../../../core/build/known-time.ts';
import { useView } from '../../app/session-context.ts';
import { duration, within } from '../../../core/format.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { Middle } from '../../ui/middle.tsx';
import type { BuildView } from '../watch/build-view.ts';
import { toolMark } from '../plan/tool-row.tsx';
import { verbOf } from '../plan/verb.ts';
import { Lines } from './lines.tsx';
import { Row } from './row.tsx';
import { Section } from './section.tsx';
import { sums, toolWords } from './words.ts';

/** What was done: what went wrong, the tools, and the files that they changed. */
export function WorkChanges({ errors, tools, files }: BuildDiff) {
  return (
    <>
      <Section title="Errors" items={errors} sum={null} row={ErrorChange} />
      <Section title="Tools" items={tools} sum={sums.tools(tools)} row={ToolChange} />
      <Section
        title="Files"
        items={files}
        sum={<Lines {...sums.files(files)} />}
        row={FileChange}
      />
    </>
  );
}

const cwdOf = (view: BuildView): string | null => view.live.state.cwd;

function ErrorChange({ item: node }: { item: BuildDiff['errors'][number] }) {
  const mark = node.recovering ? 'waiting' : 'failed';
  return (
    <Row glyph={<Glyph mark={mark} label={null} />} at={node.from} rowKey={node.key}>
      <span className="truncate" title={node.message}>
        {node.message}
      </span>
    </Row>
  );
}

function ToolChange({ item }: { item: BuildDiff['tools'][number] }) {
  const cwd = useView(cwdOf);
  const { node, started, ended } = item;
  const { mark, label } = toolMark(node);
  const took = tookOf(node);
  return (
    <Row
      glyph={<Glyph mark={mark} label={label} />}
      at={node.outcome === null ? node.from : node.to}
      rowKey={node.key}
      right={
        started && ended && took !== null ? (
          <span className="mono text-muted">{duration(took)}</span>
        ) : (
          <span className="text-sm text-muted">{toolWords(item)}</span>
        )
      }
    >
      <span className="flex-none">{verbOf(node.name)}</span>
      {node.target !== null && (
        <span className="mono min-w-0 overflow-hidden text-muted">
          <Middle text={within(node.target, cwd)} />
        </span>
      )}
    </Row>
  );
}

function FileChange({ item }: { item: BuildDiff['files'][number] }) {
  const cwd = useView(cwdOf);
  return (
    <Row glyph={<Letter change={item.change} />} at={item.at} right={<Lines {...item} />}>
      <span className="mono min-w-0 overflow-hidden">
        <Middle text={within(item.path, cwd)} />
      </span>
    </Row>
  );
}

const tones = {
  added: 'text-ok',
  modified: 'text-run',
  deleted: 'text-err',
  renamed: 'text-think',
};

/** The kind of change, as version control writes it. */
function Letter({ change }: { change: BuildDiff['files'][number]['change'] }) {
  return (
    <span title={change} className={`mono w-3 flex-none text-center ${tones[change]}`}>
      <span aria-hidden>{change.charAt(0).toUpperCase()}</span>
      <span className="sr-only">{change}</span>
    </span>
  );
}
