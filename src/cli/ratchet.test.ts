import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../test/support/eventually.ts';
import { command } from '../../test/support/command.ts';
import { eventsOf, openEngine, temporary } from '../../test/support/rig.ts';
import { init, said, streamed } from '../../test/support/transcript.ts';
import type { BuildEvent } from '../core/build/event.ts';
import { acquireLock } from '../main/host/store/lock.ts';
import { readHostFile } from '../main/host/server/host-file.ts';

async function scene() {
  const place = await temporary();
  onTestFinished(() => place[Symbol.asyncDispose]());
  const data = join(place.path, 'data');
  const ratchet = (args: string[], input: string | Buffer = '') => {
    const started = command(data, args, input);
    onTestFinished(() => started.stop().then(() => {}));
    return started;
  };
  return { path: place.path, data, ratchet };
}

/** What the store holds, read when nobody else has it open. */
async function recorded(data: string): Promise<Map<string, BuildEvent[]>> {
  const engine = openEngine(data);
  const builds = engine.builds().map(({ id }) => [id, eventsOf(engine, id)] as const);
  await engine.close();
  return new Map(builds);
}

async function onlyBuild(data: string): Promise<BuildEvent[]> {
  const builds = [...(await recorded(data)).values()];
  expect(builds).toHaveLength(1);
  return builds[0] ?? [];
}

const textsIn = (events: readonly BuildEvent[], block?: string) =>
  events.flatMap((event) =>
    event.kind === 'text.appended' && (block ?? event.block) === event.block ? event.text : [],
  );
const script = (code: string) => ['run', '--', process.execPath, '-e', code];

test.each([
  [['inspect', '/nowhere/at/all'], 1, 'unreadable: /nowhere/at/all is not there.'],
  [['replay', import.meta.dirname], 1, `unreadable: ${import.meta.dirname} is a directory.`],
  [['inspect', '/dev/null'], 1, '/dev/null is empty.'],
  [['inspect', import.meta.filename], 1, 'name it with --format: claude-stream-json, '],
  [['inspect', '/dev/null', '--format', 'nothing'], 2, 'unknown-format'],
  [['replay', '/dev/null', '--format', 'nothing'], 2, 'unknown-format'],
  [['run', '--format', 'nothing', '--', 'true'], 2, 'unknown-format'],
  [['replay', '/dev/null', '--speed', 'fast'], 2, 'bad-speed'],
  [['delete', 'nobody'], 2, 'Nothing was done.'],
  [['open'], 3, 'no-host'],
  [['nonsense'], 2, 'unknown command'],
  [['watch', '--agents', 'nobody'], 2, 'unknown-agent'],
])('%j ends with %i and says %s', async (args, code, words) => {
  const { ratchet } = await scene();
  const finished = await ratchet(args).finished;
  expect(finished.stderr).toContain(words);
  expect(finished.code).toBe(code);
});

test('run passes every byte and the exit code on, and records text of any command', async () => {
  const { data, ratchet } = await scene();
  const bytes = Buffer.concat([Buffer.from('größe\n'), randomBytes(300_000)]);
  const code =
    'process.stdin.pipe(process.stdout); process.stdin.on("end", () => { process.exitCode = 7; process.stderr.write("oh\\n") })';
  const finished = await ratchet(script(code), bytes).finished;
  expect(finished.code).toBe(7);
  expect(finished.stdout.equals(bytes)).toBe(true);
  expect(finished.stderr).toBe('oh\n');
  const events = await onlyBuild(data);
  expect(events[0]).toMatchObject({ kind: 'build.started', cwd: process.cwd() });
  expect(textsIn(events, 'stdout').join('')).toBe(new TextDecoder().decode(bytes));
  expect(textsIn(events, 'stderr').join('')).toBe('oh\n');
  expect(events.at(-1)).toMatchObject({ kind: 'build.ended', outcome: 'failed', exitCode: 7 });
});

test('run says nothing of its own, however slowly its output is taken', async () => {
  const { ratchet } = await scene();
  const { child, finished } = ratchet(script("process.stdout.write('x'.repeat(8e6))"));
  const { stdout: out } = child;
  out?.on('data', () => {
    out.pause();
    setTimeout(() => out.resume(), 5);
  });
  const { code, stdout, stderr } = await finished;
  expect({ code, bytes: stdout.length, stderr }).toEqual({ code: 0, bytes: 8e6, stderr: '' });
});

test.skipIf(process.platform === 'win32')(
  'run of a command whose reader leaves ends as the command does by itself',
  async () => {
    const { data, ratchet } = await scene();
    const { child, finished } = ratchet([
      'run',
      '--',
      'sh',
      '-c',
      'while echo more; do sleep 0.05; done; echo never >&2',
    ]);
    child.stdout?.once('data', () => child.stdout?.destroy());
    expect(await finished).toMatchObject({ code: 141, stderr: '' });
    expect((await onlyBuild(data)).at(-1)).toMatchObject({
      kind: 'build.ended',
      outcome: 'failed',
    });
  },
);

test.skipIf(process.platform === 'win32')(
  'run gives a command pipes, as a shell does: they can be opened by name, and a flood ends with its reader',
  async () => {
    const { ratchet } = await scene();
    const named = ['sh', '-c', 'echo out >/dev/stdout; echo err >/dev/stderr; exit 3'];
    const { code, stdout, stderr } = await ratchet(['run', '--', ...named]).finished;
    expect([code, stdout.toString(), stderr]).toEqual([3, 'out\n', 'err\n']);
    const { child, finished } = ratchet(['run', '--', 'yes']);
    child.stdout?.once('data', () => child.stdout?.destroy());
    expect((await finished).code).toBe(141);
  },
);

test('run of a command goes on where nothing can be recorded, and says so', async () => {
  const { data, ratchet } = await scene();
  await mkdir(data, { recursive: true });
  await writeFile(join(data, 'ratchet.db'), 'this is no database');
  const { code, stdout, stderr } = await ratchet(script('console.log("all the same")')).finished;
  expect([code, stdout.toString()]).toEqual([0, 'all the same\n']);
  expect(stderr).toMatch(/^ratchet: store-corrupt: .*\nratchet: .*nothing of it is recorded\.\n$/);
});

test('run waits for a host that has the folder open and does not say where it is yet', async () => {
  const { data, ratchet } = await scene();
  const release = acquireLock(join(data, 'ratchet.lock'));
  setTimeout(release, 1500);
  const { code, stdout, stderr } = await ratchet(script("console.log('here')")).finished;
  expect({ code, stdout: stdout.toString(), stderr }).toEqual({
    code: 0,
    stdout: 'here\n',
    stderr: '',
  });
});

test('run reads the records of an agent, after whatever was printed before them', async () => {
  const { data, ratchet } = await scene();
  const lines = `starting\n${init('s')}\n${streamed('1', 'hello', 's')}\n`;
  const finished = await ratchet(script('process.stdin.pipe(process.stdout)'), lines).finished;
  expect(finished).toMatchObject({ code: 0, stdout: Buffer.from(lines) });
  const events = await onlyBuild(data);
  expect(textsIn(events)).toEqual(['starting\n', 'hello']);
  expect(events.at(-1)).toMatchObject({ kind: 'build.ended', outcome: 'succeeded', exitCode: 0 });
});

test('run of a command that is not there ends with 127, and the build says why', async () => {
  const { data, ratchet } = await scene();
  expect((await ratchet(['run', '--', 'no-such-command-here']).finished).code).toBe(127);
  expect((await onlyBuild(data)).at(-1)).toMatchObject({ kind: 'build.ended', outcome: 'failed' });
});

test('run passes signals on, and ends as its command ended', async () => {
  const { data, ratchet } = await scene();
  const polite = ratchet(
    script(
      'process.on("SIGTERM", () => process.exit(5)); setInterval(() => {}, 1e6); console.log("up")',
    ),
  );
  await eventually(() => expect(polite.printed()).toBe('up\n'));
  expect(await polite.stop('SIGTERM')).toMatchObject({ code: 5 });

  const plain = ratchet(script('setInterval(() => {}, 1e6); console.log("up")'));
  await eventually(() => expect(plain.printed()).toBe('up\n'));
  expect(await plain.stop('SIGTERM')).toMatchObject({ code: null, signal: 'SIGTERM' });
  const ends = [...(await recorded(data)).values()].map((events) => events.at(-1));
  expect(ends).toContainEqual(expect.objectContaining({ outcome: 'cancelled' }));
  expect(ends).toContainEqual(expect.objectContaining({ exitCode: 5 }));
});

test('replay plays into builds of its own, each time new ones', async () => {
  const { path, data, ratchet } = await scene();
  const file = join(path, 's.jsonl');
  await writeFile(
    file,
    [init('a'), streamed('1', 'a1', 'a'), init('b'), streamed('2', 'b1', 'b')].join('\n'),
  );
  for (let count = 0; count < 2; count += 1) {
    expect(await ratchet(['replay', file, '--speed', '0']).finished).toMatchObject({ code: 0 });
  }
  const builds = [...(await recorded(data)).values()].map((events) => textsIn(events).join());
  expect(builds.sort()).toEqual(['a1', 'a1', 'b1', 'b1']);
});

test('a replay ends its build, also that of a text in no known format', async () => {
  const { path, data, ratchet } = await scene();
  const notes = join(path, 'notes.txt');
  await writeFile(notes, 'nothing that an agent wrote\n'.repeat(3));
  expect(await ratchet(['replay', notes]).finished).toMatchObject({ code: 0, stderr: '' });
  const end = { kind: 'build.ended', outcome: 'unknown', reason: 'the recording ended' };
  expect((await onlyBuild(data)).at(-1)).toMatchObject(end);
});

test('a replay that is stopped ends its build as well', async () => {
  const { path, data, ratchet } = await scene();
  const file = join(path, 's.jsonl');
  const later = said('2', 'two').replace('T00:00', 'T00:01');
  await writeFile(file, `${said('1', 'one')}\n${later}\n`);
  const slow = ratchet(['replay', file, '--speed', '0.001']);
  await eventually(() => expect(slow.printed()).toContain('#token='));
  await settledAt(data, 1);
  expect(await slow.stop('SIGINT')).toMatchObject({ code: 130, stderr: '' });
  const events = await onlyBuild(data);
  expect(textsIn(events)).toEqual(['one']);
  expect(events.at(-1)).toMatchObject({ kind: 'build.ended', outcome: 'cancelled' });
});

test('replay looks at the file before it says or starts anything; a bundle is for import', async () => {
  const { path, data, ratchet } = await scene();
  const bundle = join(path, 'b.ratchet');
  await writeFile(bundle, gzipSync('{"ratchet":"bundle","format":1}\n'));
  const refused = await ratchet(['replay', bundle]).finished;
  expect(refused).toMatchObject({ code: 1, stdout: Buffer.alloc(0) });
  expect(refused.stderr).toContain(`is-a-bundle: ${bundle}`);
  expect(refused.stderr).toContain(`ratchet import ${bundle}`);
  const missing = await ratchet(['replay', join(path, 'nosuch')]).finished;
  expect(missing).toMatchObject({ code: 1, stdout: Buffer.alloc(0) });
  expect(await recorded(data)).toEqual(new Map());
});

test('a watch that is killed at any moment neither loses nor doubles a record', async () => {
  const { path, data, ratchet } = await scene();
  const file = join(path, 's.jsonl');
  await writeFile(file, '');
  const names: string[] = [];
  const write = async (count: number) => {
    for (let index = 0; index < count; index += 1) {
      const name = `t${names.length}`;
      names.push(name);
      await appendFile(file, `${said(name, name)}\n`);
    }
  };
  for (let run = 0; run < 4; run += 1) {
    const watching = ratchet(['watch', file]);
    await eventually(() => expect(watching.printed()).toContain('#token='));
    // Killed while it records what is being written.
    await write(40);
    await watching.stop('SIGKILL');
    await write(5);
  }
  const last = ratchet(['watch', file]);
  await eventually(() => expect(last.printed()).toContain('Ctrl-C'));
  await settledAt(data, names.length);
  expect((await last.stop('SIGINT')).code).toBe(0);
  expect(textsIn(await onlyBuild(data))).toEqual(names);
}, 60_000);

/** Asks the host that runs on the folder until its one build holds so many messages. */
async function settledAt(data: string, messages: number): Promise<void> {
  const host = await readHostFile(data);
  await eventually(async () => {
    const get = (path: string) =>
      fetch(`http://127.0.0.1:${host?.port}${path}`, {
        headers: { authorization: `Bearer ${host?.token}` },
      });
    const { builds } = (await (await get('/v1/builds')).json()) as { builds: { id: string }[] };
    const lines = await (await get(`/v1/builds/${builds[0]?.id}/events`)).text();
    expect(lines.match(/"text.appended"/g)).toHaveLength(messages);
  });
}

test('with a host running, watch and run hand over to it, and open tells where it is', async () => {
  const { path, data, ratchet } = await scene();
  const first = join(path, 'one.jsonl');
  const second = join(path, 'two.jsonl');
  await writeFile(first, `${said('1', 'one')}\n`);
  await writeFile(second, `${said('2', 'two')}\n`);
  const host = ratchet(['watch', first]);
  await eventually(() => expect(host.printed()).toContain('Ctrl-C'));

  const handed = await ratchet(['watch', second]).finished;
  expect(handed).toMatchObject({ code: 0, stderr: '' });
  expect((await ratchet(script('console.log("three")')).finished).code).toBe(0);
  const { stdout } = await ratchet(['open']).finished;
  expect(host.printed()).toContain(stdout.toString().trim());

  await host.stop('SIGINT');
  const texts = [...(await recorded(data)).values()].flatMap((events) => textsIn(events));
  expect(texts.sort()).toEqual(['one', 'three\n', 'two']);
}, 60_000);
