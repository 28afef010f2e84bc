import { childrenOf } from '../../../../core/build/outline.ts';
import { requestOf } from '../../../../core/build/asking.ts';
import { spanOf, tookOf } from '../../../../core/build/known-time.ts';
import type { BuildState, ToolNode } from '../../../../core/build/state.ts';
import { positionOf } from '../../../../core/build/key-index.ts';
import { toolTimesOf } from '../../../../core/build/tool-times.ts';
import { clock, duration } from '../../../../core/format.ts';
import { useView } from '../../../app/session-context.ts';
import { useTicking } from '../../../ui/ticker.ts';
import { verbOf } from '../../plan/verb.ts';
import { buildTime } from '../../watch/build-clock.ts';
import { shownOutline, shownState } from '../../watch/build-view.ts';
import { useStanding } from '../../watch/use-standing.ts';
import { Compared } from './compared.tsx';
import { Aside, Fact, Facts, Figure, Part } from './facts.tsx';
import { PhaseBar, phaseNames, phaseTones } from './phase-bar.tsx';
import { Moment, Versions } from './moments.tsx';
import { usePhases } from './use-phases.ts';
import { Waterfall } from './waterfall.tsx';

/** A call: what its time went into, how it compares, and the work of the sub-agent that it began. */
export function ToolTiming({ node }: { node: ToolNode }) {
  const state = useView(shownState);
  const outline = useView(shownOutline);
  const times = toolTimesOf(state).get(node.name);
  const position = positionOf(state.nodes, node.key);
  const nested = position === undefined ? [] : childrenOf(outline, position);
  return (
    <>
      <When node={node} state={state} />
      {times && (
        <Part title={`Beside the other calls of ${verbOf(node.name)} in this build`}>
          <Compared times={times} own={tookOf(node)} />
        </Part>
      )}
      {nested.length > 0 && (
        <Part title="Within it">
          <Waterfall positions={nested} from={node.at} to={node.endAt} />
        </Part>
      )}
    </>
  );
}

function When({ node, state }: { node: ToolNode; state: BuildState }) {
  const phases = usePhases(node);
  const { isLost } = useStanding();
  const whole = node.endAt - node.at;
  const took = tookOf(node);
  const request = isLost ? null : requestOf(state, node);
  return (
    <Part title="When">
      <Facts>
        <Fact name="Asked for">
          <Moment at={node.at} />
        </Fact>
        {phases?.phases.map(({ kind, from, to }, index) => (
          <Fact key={index} name={phaseNames[kind]} tone={phaseTones[kind]}>
            <Lasted ms={spanOf(from, to)} />
            {from >= 100 && <Aside>after {duration(from)}</Aside>}
          </Fact>
        ))}
        {phases !== null && phases.firstOutput !== null && whole > 0 && (
          <Fact name="First output">
            <Aside>after</Aside> <Figure>{duration(phases.firstOutput)}</Figure>
          </Fact>
        )}
        <Fact name={request ? 'Waits since' : ranName(node, isLost)}>
          {request ? (
            <Moment at={request.at} />
          ) : node.outcome === null ? (
            <Since node={node} />
          ) : (
            <>
              <Lasted ms={took} />
              {phases && took !== null && (
                <Aside>
                  {phases.told === null ? 'from its first event to its last' : 'as the agent says'}
                </Aside>
              )}
            </>
          )}
        </Fact>
        {phases !== null && took !== null && phases.told !== null && whole - phases.told >= 100 && (
          <Fact name="First to last event">
            <Figure>{duration(whole)}</Figure>
          </Fact>
        )}
        <Share node={node} state={state} />
        <Fact name="Versions">
          <Versions from={node.from} to={node.to} />
        </Fact>
      </Facts>
      {phases !== null && phases.phases.length > 0 && (
        <PhaseBar phases={phases.phases} whole={whole} />
      )}
    </Part>
  );
}

function ranName({ outcome }: ToolNode, isLost: boolean): string {
  if (outcome !== null) return 'Ran';
  return isLost ? 'Ran, as far as is known' : 'Running for';
}

function Since({ node }: { node: ToolNode }) {
  const time = useView((view) => view.clock);
  const { stop } = useStanding();
  const until = node.outcome === null ? stop : node.endAt;
  const text = useTicking((now) => {
    if (until === null) return duration(buildTime(time, now) - node.at);
    const ran = spanOf(node.at, until);
    return ran === null ? null : duration(ran);
  });
  return text === null ? <NotKnown /> : <Figure>{text}</Figure>;
}

const NotKnown = () => <span className="text-muted">not known</span>;

/** How long something took, as far as it is known. */
const Lasted = ({ ms }: { ms: number | null }) =>
  ms === null ? <NotKnown /> : <Figure>{duration(ms)}</Figure>;

/** How much of the time of its TODO it took; both as they are told. */
function Share({ node, state }: { node: ToolNode; state: BuildState }) {
  const todo = state.todos.find(({ key }) => key === node.todo);
  const took = tookOf(node);
  if (!todo || took === null) return null;
  const last = state.lastEventAt ?? node.endAt;
  const active = todo.spans.reduce(
    (sum, span) => sum + Math.max(0, (span.toAt ?? last) - span.fromAt),
    0,
  );
  if (active <= 0) return null;
  const percent = (100 * took) / active;
  // Tools that run side by side, or beyond their TODO, are no share of it.
  if (percent > 100) return null;
  return (
    <Fact name="Of its TODO">
      <Figure>{percent < 1 ? '< 1' : Math.round(percent)} %</Figure>
      <Aside>
        of the {clock(active)} that “{todo.text}” was active
      </Aside>
    </Fact>
  );
}
