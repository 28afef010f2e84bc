import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BuildEvent } from '../event.ts';
import { reduceAll } from '../reduce.ts';
import { type BuildState, emptyState } from '../state.ts';
import type { AlignedRow } from './align.ts';
import { type BuildComparison, compareBuilds } from './compare-builds.ts';

/** One thing that an agent does: `Bash: npm test`, `Bash! npm test` where it fails, `"Hello` for a text. */
type Script = readonly string[];

function stateOf(script: Script, cwd = '/srv/app', end: BuildEvent[] = ended): BuildState {
  const todos: { text: string; status: 'active' | 'done' }[] = [];
  const events = script.flatMap((line, no): BuildEvent[] => {
    const at = no * 1000;
    if (line.startsWith('"')) {
      return [{ kind: 'text.appended', at, block: `b${no}`, text: line.slice(1) }];
    }
    if (line.startsWith('> ')) return [{ kind: 'user.message', at, text: line.slice(2) }];
    if (line.startsWith('# ')) {
      for (const todo of todos) todo.status = 'done';
      todos.push({ text: line.slice(2), status: 'active' });
      return [{ kind: 'plan.updated', at, todos: todos.map((todo) => ({ ...todo })) }];
    }
    const [, name = '', failed, target = ''] = /^(\w+)([!:]) (.*)$/.exec(line) ?? [];
    const call = `c${no}`;
    const input = { as: 'json', json: { command: target } } as const;
    return [
      { kind: 'tool.started', at, call, name, target, input },
      { kind: 'tool.ended', at, call, outcome: failed === '!' ? 'failed' : 'succeeded' },
    ];
  });
  return reduceAll(emptyState, [{ kind: 'build.started', at: 0, cwd }, ...events, ...end]);
}

const ended: BuildEvent[] = [{ kind: 'build.ended', at: 0, outcome: 'succeeded' }];

function run(left: BuildState, right: BuildState): { comparison: BuildComparison; turns: number } {
  const steps = compareBuilds(left, right);
  for (let turns = 0; ; turns += 1) {
    const next = steps.next();
    if (next.done) return { comparison: next.value, turns };
  }
}

/** Rows as `left | right (what differs)`, alike ones once. */
function shown(left: Script, right: Script): string[] {
  const { comparison } = run(stateOf(left), stateOf(right));
  const word = (side: BuildComparison['left'], place: number | null) => {
    const step = place === null ? undefined : side.steps[place];
    if (!step) return '-';
    if (step.todo) return `# ${step.todo.text}`;
    const node = side.state.nodes.chunks[0]?.[step.position ?? 0];
    if (node?.kind === 'tool') return `${node.name} ${node.target}`;
    return node && 'text' in node ? node.text : '?';
  };
  return comparison.rows.map((row, index) => {
    const mark = index === comparison.divergence ? '* ' : '';
    const one = word(comparison.left, row.left);
    if (row.weight === 'alike') return mark + one;
    return `${mark}${one} | ${word(comparison.right, row.right)} (${row.differs.join(' ')})`;
  });
}

test('the first other outcome is where two builds part', () => {
  const before = ['> Fix it', '"I look.', 'Read: a.ts', 'Edit: a.ts'];
  expect(
    shown(
      [...before, 'Bash: npm test', '"Done.'],
      [...before, 'Bash! npm test', 'Edit: a.ts', 'Bash: npm test', '"Done.'],
    ),
  ).toEqual([
    'Fix it',
    'I look.',
    'Read a.ts',
    'Edit a.ts',
    '* - | Bash npm test (missing)',
    '- | Edit a.ts (missing)',
    'Bash npm test',
    'Done.',
  ]);
  expect(shown([...before, 'Bash: npm test'], [...before, 'Bash! npm test'])).toEqual([
    'Fix it',
    'I look.',
    'Read a.ts',
    'Edit a.ts',
    '* Bash npm test | Bash npm test (outcome)',
  ]);
});

test('other words do not part them, and stand beside each other', () => {
  expect(
    shown(
      ['"Let me look.', 'Read: a.ts', '"All good.'],
      ['"First I read the file.', 'Read: a.ts', '"I am done.', '"Really.'],
    ),
  ).toEqual([
    'Let me look. | First I read the file. (text)',
    'Read a.ts',
    'All good. | I am done. (text)',
    '- | Really. (missing)',
  ]);
});

test('calls of one kind are paired by what they work on, others stand beside each other', () => {
  expect(shown(['Bash: ls', 'Read: a'], ['Bash: pwd', 'Read: b'])).toEqual([
    '* Bash ls | Bash pwd (input)',
    'Read a | Read b (input)',
  ]);
  expect(shown(['Read: a', 'Bash: x'], ['Grep: y', 'Bash: x'])).toEqual([
    '* Read a | Grep y (step)',
    'Bash x',
  ]);
});

test('the plan aligns them: a TODO is the same by its text', () => {
  expect(
    shown(
      ['# Look', 'Read: a', '# Mend it', 'Edit: a'],
      ['# Look', 'Read: a', 'Read: b', '# mend  it', 'Edit: a'],
    ),
  ).toEqual(['# Look', 'Read a', '* - | Read b (missing)', '# Mend it', 'Edit a']);
});

test('two folders, and two agents with other names for their tools, are no difference', () => {
  const one = stateOf(['Read: /one/a.ts', 'Bash: cd /one && npm test'], '/one');
  const other = stateOf(['Read: /two/a.ts', 'Bash: cd /two && npm test'], '/two');
  expect(run(one, other).comparison.rows.map(({ weight }) => weight)).toEqual(['alike', 'alike']);
  const codex = stateOf(['read_file: /two/a.ts', 'shell! cd /two && npm test'], '/two');
  expect(run(one, codex).comparison.rows.map(({ differs }) => differs)).toEqual([[], ['outcome']]);
});

test('a build that goes on has not come so far yet, and what comes of its calls is not known', () => {
  const whole = stateOf(['Read: a', 'Bash! npm test', 'Edit: a', '"Done.']);
  const begun: BuildEvent = {
    kind: 'tool.started',
    at: 0,
    call: 'n',
    name: 'Bash',
    target: 'npm test',
  };
  const input = { as: 'json', json: { command: 'npm test' } } as const;
  const running = stateOf(['Read: a'], '/srv/app', [{ ...begun, input }]);
  const weights = (one: BuildState, other: BuildState) =>
    run(one, other).comparison.rows.map(({ weight }) => weight);
  expect(weights(running, whole)).toEqual(['alike', 'alike', 'ahead', 'ahead']);
  expect(weights(whole, running)).toEqual(['alike', 'alike', 'ahead', 'ahead']);
  expect(run(running, whole).comparison.divergence).toBeNull();
  const over = stateOf(['Read: a', 'Bash! npm test']);
  expect(weights(over, whole)).toEqual(['alike', 'alike', 'work', 'words']);
});

test('an input differs by what it does, whatever is said of it and in whatever order', () => {
  const call = (json: Record<string, string>): BuildState =>
    reduceAll(emptyState, [
      { kind: 'tool.started', at: 0, call: 'c', name: 'Bash', input: { as: 'json', json } },
    ]);
  const differs = (one: Record<string, string>, other: Record<string, string>) =>
    run(call(one), call(other)).comparison.rows.map((row) => [row.weight, ...row.differs]);
  expect(differs({ command: 'ls', cwd: 'x' }, { cwd: 'x', command: 'ls' })).toEqual([['alike']]);
  expect(
    differs({ command: 'ls', description: 'Look' }, { command: 'ls', description: 'See' }),
  ).toEqual([['words', 'said']]);
  expect(differs({ command: 'ls' }, { command: 'ls -l' })).toEqual([['work', 'input']]);
});

const line = fc.oneof(
  fc.constantFrom('Bash: npm test', 'Bash! npm test', 'Read: a', 'Read: b', 'Edit: a', 'Grep: x'),
  fc.constantFrom('"Hm.', '"Now I see.', '"Done.', '> Go on', '# Look', '# Mend'),
);
const script = fc.array(line, { maxLength: 40 });

test('a build does not differ from itself', () => {
  fc.assert(
    fc.property(script, (lines) => {
      const { rows, divergence } = run(stateOf(lines), stateOf(lines)).comparison;
      expect(rows.every(({ weight }) => weight === 'alike')).toBe(true);
      expect(divergence).toBeNull();
    }),
  );
});

test('each step stands in one row, in its order; seen from the other side it is the same', () => {
  const turned = ({ left, right, ...rest }: AlignedRow) => ({ left: right, right: left, ...rest });
  fc.assert(
    fc.property(script, script, (one, other) => {
      const [left, right] = [stateOf(one), stateOf(other)];
      const { comparison } = run(left, right);
      for (const side of ['left', 'right'] as const) {
        const places = comparison.rows.map((row) => row[side]).filter((place) => place !== null);
        expect(places).toEqual([...comparison[side].steps.keys()]);
      }
      expect(run(right, left).comparison.rows.map(turned)).toEqual(comparison.rows);
    }),
  );
});

test('a divergence is found where it was put', () => {
  const work = fc.constantFrom('Bash: npm test', 'Read: a', 'Read: b', 'Edit: a', '"Hm.');
  fc.assert(
    fc.property(
      fc.array(work, { maxLength: 30 }),
      fc.array(work, { maxLength: 30 }),
      fc.constantFrom('Bash! npm run build', 'Write: new.ts', '> Stop'),
      fc.constantFrom('Bash: npm run build', 'Fetch: new.ts', '> Go'),
      (before, after, here, there) => {
        const left = [...before, here, ...after];
        const { rows, divergence } = run(
          stateOf(left),
          stateOf([...before, there, ...after]),
        ).comparison;
        const row = rows[divergence ?? -1];
        expect(row?.left ?? row?.right).toBe(before.length);
        expect(rows.filter(({ weight }) => weight === 'work').length).toBeLessThanOrEqual(2);
      },
    ),
  );
});

test('large builds are compared in many small turns, also when they have nothing in common', () => {
  const many = (name: string) =>
    stateOf(Array.from({ length: 20_000 }, (_, no) => `Bash: ${name} ${no}`));
  const { comparison, turns } = run(many('one'), many('other'));
  expect(comparison.rows).toHaveLength(20_000);
  expect(comparison.divergence).toBe(0);
  expect(turns).toBeGreaterThan(50);
});
