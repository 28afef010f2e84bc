import type { Node, TextNode } from '../../../../core/build/state.ts';
import { count, duration, plural } from '../../../../core/format.ts';
import { Aside, Fact, Facts, Figure, Part } from './facts.tsx';
import { Moment, Versions } from './moments.tsx';
import { ToolTiming } from './tool-timing.tsx';

/** When a tool or a text was, for how long, and how that compares; only what is known. */
export function TimingBody({ node }: { node: Node }) {
  return (
    <div
      role="region"
      aria-label="Timing"
      tabIndex={0}
      className="min-h-0 flex-1 overflow-auto bg-code select-text"
    >
      {node.kind === 'tool' && <ToolTiming key={node.key} node={node} />}
      {(node.kind === 'text' || node.kind === 'reasoning') && <TextTiming node={node} />}
    </div>
  );
}

function TextTiming({ node }: { node: TextNode }) {
  const ms = node.endAt - node.at;
  return (
    <Part title="When">
      <Facts>
        <Fact name="First words">
          <Moment at={node.at} />
        </Fact>
        <Fact name="Last words">
          {node.endAt === node.at ? (
            <span className="text-muted">came with the first</span>
          ) : (
            <>
              <Figure>{duration(ms)}</Figure> later
            </>
          )}
        </Fact>
        <Fact name="Length">
          {plural(node.length, 'character')}
          {ms >= 1000 && <Aside>{count(Math.round((node.length * 1000) / ms))} a second</Aside>}
        </Fact>
        <Fact name="Versions">
          <Versions from={node.from} to={node.to} />
        </Fact>
      </Facts>
    </Part>
  );
}
