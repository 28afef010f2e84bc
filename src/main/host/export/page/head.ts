import type { BuildState } from '../../../../core/build/state.ts';
import {
  evidenceNow,
  type Standing,
  standingOf,
  type StatusNow,
  todoNow,
} from '../../../../core/build/standing.ts';
import { statusOf, summarise } from '../../../../core/build/summary.ts';
import { titleIn } from '../../../../core/build/title.ts';
import {
  agentName,
  baseName,
  clock,
  count,
  homePath,
  money,
  plural,
  tokens,
} from '../../../../core/format.ts';
import { markup, type Markup } from './markup.ts';

const looks: Readonly<Record<StatusNow, readonly [word: string, look: string]>> = {
  waiting: ['Needs you', 'warn'],
  running: ['Running', 'run'],
  idle: ['Idle', 'muted'],
  succeeded: ['Done', 'ok'],
  failed: ['Failed', 'err'],
  cancelled: ['Cancelled', 'muted'],
  ended: ['Ended', 'muted'],
  unknown: ['Unknown', 'muted'],
};

/** The name of a build that has no title is that of its project. */
export const titleOf = (state: BuildState, id: string): string =>
  titleIn(state) ?? (state.cwd === null ? id : baseName(state.cwd));

/** What build this is, how it stands and on what evidence, and what it has used. */
export function banner(state: BuildState, id: string, now: number): Markup {
  const standing = standingOf(state, null, now);
  const { status, isLost } = standing;
  const [word, look] = looks[status];
  const why = isLost ? evidenceNow(summarise(id, state), now) : statusOf(state).evidence;
  return markup`<header>
    <div class="bar">
      <h1 class="clip">${titleOf(state, id)}</h1>
      <span class="pill fixed ${look}">${word}</span>
      ${why !== null && markup`<span class="muted clip">${why}</span>`}
      <span class="figures">${steps(state, standing)} ${figures(state)}</span>
    </div>
  </header>`;
}

function steps(state: BuildState, standing: Standing): Markup {
  const todos = state.todos.filter((todo) => todo.scope === null && todo.droppedIn === null);
  if (todos.length === 0) return markup``;
  const done = todos.filter(({ status }) => status === 'done').length;
  const { first, now } = state.plan;
  const grew = first === now ? '' : ` · plan ${first < now ? 'grew' : 'shrank'} ${first} → ${now}`;
  return markup`<span class="steps ${todos.length > 16 ? 'many' : ''}" aria-hidden="true"
      >${todos.slice(0, 60).map((todo) => markup`<i class="${todoNow(todo, standing).charAt(0)}"></i>`)}</span
    ><span>${done}/${todos.length}${grew}</span>`;
}

function figures({ startedAt, lastEventAt, ended, usage }: BuildState): Markup {
  const end = ended?.at ?? lastEventAt;
  const { input, output, cacheWrite } = usage.total;
  const total = input + output + cacheWrite;
  return markup`${
    startedAt !== null &&
    end !== null &&
    end > startedAt &&
    markup`<span class="mono">${clock(end - startedAt)}</span>`
  }
  ${total > 0 && markup`<span class="mono">${tokens(total)} tok</span>`}
  ${usage.costUsd !== null && markup`<span class="mono">${money(usage.costUsd)}</span>`}`;
}

/** What is known of the build besides, in a line or two. */
export function facts(state: BuildState): Markup {
  const { agent, agentVersion, usage, counts, files } = state;
  const { input, output, cacheRead, cacheWrite, reasoning } = usage.total;
  const used = Object.entries({ input, output, cacheRead, cacheWrite, reasoning })
    .filter(([, value]) => value > 0)
    .map(([name, value]) => `${count(value)} ${spelt[name as keyof typeof spelt]}`);
  const rows: (readonly [string, string | null])[] = [
    ['Project', state.cwd && homePath(state.cwd)],
    ['Agent', agent && [agentName(agent), agentVersion].filter(Boolean).join(' ')],
    ['Model', state.model],
    ['Started', moment(state.startedAt)],
    [state.ended ? 'Ended' : 'Last event', moment(state.ended?.at ?? state.lastEventAt)],
    [
      'Tools',
      `${count(counts.tools)}${counts.failedTools > 0 ? `, ${count(counts.failedTools)} failed` : ''}`,
    ],
    ['Files', files.size > 0 ? plural(files.size, 'file') : null],
    ['Tokens', used.length > 0 ? used.join(', ') : null],
    ['Waits for', state.ended ? null : (state.attention.at(-1)?.text ?? null)],
    ['Session', state.session],
  ];
  return markup`<dl class="facts">
    ${rows.flatMap(([name, value]) =>
      value
        ? markup`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`
        : [],
    )}
  </dl>`;
}

const spelt = {
  input: 'in',
  output: 'out',
  cacheRead: 'read from cache',
  cacheWrite: 'written to cache',
  reasoning: 'reasoning',
};

/** In the world's time: who reads the page may be anywhere. */
function moment(at: number | null): string | null {
  return at === null ? null : `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
