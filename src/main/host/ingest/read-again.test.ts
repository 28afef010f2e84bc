import { appendFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { documents, textOf } from '../../../../test/fixtures/agents/gemini.ts';
import { exported } from '../../../../test/fixtures/agents/opencode.ts';
import { catalogueScene } from '../../../../test/support/catalogue-scene.ts';
import { WrittenStore } from '../../../../test/support/opencode-store.ts';
import { eventsOf } from '../../../../test/support/rig.ts';
import { only, tailOf, tailScene } from '../../../../test/support/tail.ts';
import { init, said, streamed } from '../../../../test/support/transcript.ts';
import { UNDO } from '../catalogue/catalogue.ts';
import { ReadAgain } from './read-again.ts';
import type { SourceStore } from './source-store.ts';

/** As who imports a file asks. */
const anew = (again: ReadAgain): SourceStore => ({
  source: (id) => again.sourceAnew(id),
  has: (id) => again.has(id),
});

/** A file that was followed into a build, which was deleted and purged. */
async function purgedScene(before: string) {
  const scene = await catalogueScene();
  const { file, publisher } = await tailScene();
  await writeFile(file, before);
  const newAgain = () => new ReadAgain(scene.engine.processor, scene.engine.store);
  const again = newAgain();
  // A process that starts anew has another.
  const follow = (isAsked = false, again = newAgain()) => {
    const sources = isAsked ? anew(again) : again;
    return tailOf(file, publisher, { publisher: again, sources });
  };
  const tail = follow(false, again);
  await tail.look();
  const [build = ''] = scene.engine.builds().map(({ id }) => id);
  const first = texts(scene, build);
  scene.catalogue.delete([build]);
  await scene.pass(UNDO + 1000);
  expect(scene.engine.head(build).version).toBe(0);
  return { scene, file, follow, tail, again, build, first };
}

const texts = ({ engine }: Awaited<ReturnType<typeof catalogueScene>>, build: string) =>
  eventsOf(engine, build).flatMap((event) => (event.kind === 'text.appended' ? [event.text] : []));

const two = `${said('1', 'one')}\n${said('2', 'two')}\n`;

test('a followed file does not bring a purged build back by being there', async () => {
  const { scene, tail, follow } = await purgedScene(two);
  await tail.look();
  await tail.rest(12);
  await tail.tail.close();
  await scene.crash();
  const next = follow();
  await next.look();
  await next.rest(12);
  expect(scene.engine.builds()).toEqual([]);
  expect(scene.rows('events')).toBe(0);
});

test('a purged build whose file goes on comes back whole, once each', async () => {
  const { scene, file, tail, build, first } = await purgedScene(two);
  expect(first).toEqual(['one', 'two']);
  await appendFile(file, `${said('3', 'three')}\n`);
  await tail.look();
  expect(texts(scene, build)).toEqual(['one', 'two', 'three']);
  await appendFile(file, `${said('4', 'four')}\n`);
  await tail.look();
  expect(texts(scene, build)).toEqual(['one', 'two', 'three', 'four']);
});

test('the same after a restart, and it can be deleted again', async () => {
  const { scene, file, tail, follow, build } = await purgedScene(two);
  await tail.tail.close();
  await scene.crash();
  await appendFile(file, `${said('3', 'three')}\n`);
  const next = follow();
  await next.look();
  expect(texts(scene, build)).toEqual(['one', 'two', 'three']);
  scene.catalogue.delete([build]);
  await scene.pass(UNDO + 1000);
  await next.look();
  expect(scene.engine.builds()).toEqual([]);
});

test('of several sessions in a file, the one that goes on comes back', async () => {
  const { scene, file, tail, build, first } = await purgedScene(
    `${init('a')}\n${streamed('1', 'a1', 'a')}\n${init('b')}\n${streamed('2', 'b1', 'b')}\n`,
  );
  const [other = ''] = scene.engine.builds().map(({ id }) => id);
  const [mine, others] = first[0] === 'a1' ? ['a', 'b'] : ['b', 'a'];
  await appendFile(file, `${streamed('3', `${others}2`, others)}\n`);
  await tail.look();
  expect(scene.engine.builds().map(({ id }) => id)).toEqual([other]);
  await appendFile(file, `${streamed('4', `${mine}2`, mine)}\n`);
  await tail.look();
  expect(texts(scene, build)).toEqual([`${mine}1`, `${mine}2`]);
  expect(texts(scene, other)).toEqual([`${others}1`, `${others}2`]);
});

test('a document that is written anew', async () => {
  const [began = '', , whole = ''] = documents.map(textOf);
  const { scene, file, tail, build } = await purgedScene(began);
  await tail.look();
  expect(scene.engine.builds()).toEqual([]);
  await writeFile(file, whole);
  await tail.look();
  const { file: fresh, publisher } = await tailScene();
  await writeFile(fresh, whole);
  await tailOf(fresh, publisher).look();
  const kinds = (events: readonly { kind: string }[]) => events.map(({ kind }) => kind);
  expect(kinds(eventsOf(scene.engine, build))).toEqual(kinds(publisher.events(only(publisher))));
});

test('who asks for the file by its name has it again', async () => {
  const { scene, tail, follow, build } = await purgedScene(two);
  await tail.tail.close();
  const asked = follow(true);
  await asked.look();
  expect(texts(scene, build)).toEqual(['one', 'two']);
});

test('the same where it is followed, and rests', async () => {
  const { scene, tail, again, build } = await purgedScene(two);
  await tail.rest(12);
  expect(tail.tail.isResting).toBe(true);
  expect(again.readAnew(tail.tail.report.builds)).toBe(true);
  tail.tail.startOver();
  await tail.look();
  expect(texts(scene, build)).toEqual(['one', 'two']);
  expect(again.readAnew(tail.tail.report.builds)).toBe(false);
});

test('a session of a store', async () => {
  const scene = await catalogueScene();
  const { file: beside, publisher } = await tailScene();
  const file = join(dirname(beside), 'opencode.db');
  const store = new WrittenStore(file, 1_000_000);
  onTestFinished(() => store.close());
  const { info, messages } = exported;
  store.session(info);
  for (const { info: message, parts } of messages) {
    for (const part of parts) store.part(part);
    store.message(message);
  }
  const again = new ReadAgain(scene.engine.processor, scene.engine.store);
  const { look } = tailOf(file, publisher, { publisher: again, sources: again });
  await look();
  const [build = ''] = scene.engine.builds().map(({ id }) => id);
  const kinds = () => eventsOf(scene.engine, build).map(({ kind }) => kind);
  const first = kinds();
  scene.catalogue.delete([build]);
  await scene.pass(UNDO + 1000);
  await look();
  expect(scene.engine.builds()).toEqual([]);
  store.now += 1000;
  store.session({ ...info, title: 'It goes on' });
  await look();
  expect(kinds()).toEqual(expect.arrayContaining(first));
  expect(scene.engine.builds()).toMatchObject([{ id: build, title: 'It goes on' }]);
});

test('who asks for a file by its name has it once, also where what it held before was deleted', async () => {
  const scene = await catalogueScene();
  const { file, publisher } = await tailScene();
  const again = new ReadAgain(scene.engine.processor, scene.engine.store);
  const follow = (sources: SourceStore) => tailOf(file, publisher, { publisher: again, sources });
  // A file that was replaced twice: three builds.
  const builds: string[] = [];
  for (const text of ['first', 'second', 'third']) {
    await writeFile(file, `${said(text, text)}\n`);
    const tail = follow(again);
    await tail.look();
    await tail.tail.close();
    const [fresh = ''] = scene.engine
      .builds()
      .flatMap(({ id }) => (builds.includes(id) ? [] : [id]));
    builds.push(fresh);
  }
  expect(builds.map((id) => texts(scene, id))).toEqual([['first'], ['second'], ['third']]);
  scene.catalogue.delete([builds[1] ?? '']);
  await scene.pass(UNDO + 1000);
  const asked = follow(anew(again));
  await asked.look();
  const left = scene.engine.builds().flatMap(({ id }) => texts(scene, id));
  expect(left.toSorted((one, two) => one.localeCompare(two))).toEqual(['first', 'third']);
});
