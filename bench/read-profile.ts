import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

// Where the time of a profile went: `node bench/read-profile.ts FILE.cpuprofile …` (see `--profile`).

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: {
      readonly functionName: string;
      readonly url: string;
      readonly lineNumber: number;
    };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const TOP = 25;

for (const file of process.argv.slice(2)) {
  const profile = JSON.parse(readFileSync(file, 'utf8')) as Profile;
  const own = new Map<number, number>();
  profile.samples.forEach((id, at) => {
    own.set(id, (own.get(id) ?? 0) + Math.max(0, profile.timeDeltas[at] ?? 0));
  });
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const self = new Map<string, number>();
  const whole = new Map<string, number>();
  const [root] = profile.nodes;
  if (root) visit(root.id, new Set());
  const busy = [...self].filter(([name]) => !/^\((idle|program)\)/.test(name));
  const sum = busy.reduce((total, [, time]) => total + time, 0);
  console.log(`${basename(file)}: ${(sum / 1000).toFixed(0)} ms at work`);
  print('by itself', busy, sum);
  print(
    'with what it calls',
    [...whole].filter(([name]) => !name.startsWith('(')),
    sum,
  );

  function visit(id: number, above: ReadonlySet<string>): number {
    const node = nodes.get(id);
    if (!node) return 0;
    const { functionName, url, lineNumber } = node.callFrame;
    const place = url === '' ? '' : ` ${basename(url)}:${lineNumber + 1}`;
    const name = `${functionName || '(anonymous)'}${place}`;
    const mine = own.get(id) ?? 0;
    self.set(name, (self.get(name) ?? 0) + mine);
    const inside = new Set(above).add(name);
    const time = (node.children ?? []).reduce((total, child) => total + visit(child, inside), mine);
    // A function that calls itself counts once.
    if (!above.has(name)) whole.set(name, (whole.get(name) ?? 0) + time);
    return time;
  }
}

function print(title: string, times: readonly (readonly [string, number])[], sum: number): void {
  console.log(`  ${title}`);
  for (const [name, time] of times.toSorted(([, a], [, b]) => b - a).slice(0, TOP)) {
    const share = ((time / sum) * 100).toFixed(1).padStart(6);
    console.log(`  ${share} %  ${(time / 1000).toFixed(0).padStart(7)} ms  ${name}`);
  }
}
