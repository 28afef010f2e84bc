import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

function testFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(test|spec)\.tsx?$/.test(name))
    .map((name) => join(root, folder, name));
}

const rules = new Set(
  readFileSync(join(root, 'docs/protocol.md'), 'utf8')
    .match(/^- \*\*(R\d+)\*\*/gm)
    ?.map((line) => line.replace(/\W/g, '')),
);

/** Rules that the names of tests cite, as in "asks again at a gap (R3)". */
const cited = new Set(
  ['src', 'test', 'e2e']
    .flatMap(testFiles)
    .flatMap((file) => readFileSync(file, 'utf8').match(/\((?:R\d+(?:, )?)+\)/g) ?? [])
    .flatMap((names) => names.match(/R\d+/g) ?? []),
);

it('the protocol has rules', () => {
  expect(rules.size).toBeGreaterThanOrEqual(11);
});

it('every rule of the protocol has a test that cites it', () => {
  expect([...rules].filter((rule) => !cited.has(rule))).toEqual([]);
});

it('no test cites a rule that is not there', () => {
  expect([...cited].filter((rule) => !rules.has(rule))).toEqual([]);
});

it('every test that the account of the origin names is there', () => {
  const named = readFileSync(join(root, 'docs/origin.md'), 'utf8').match(
    /[\w.-]+\.(test|spec)\.ts/g,
  );
  const there = new Set(['src', 'test', 'e2e'].flatMap(testFiles).map((file) => basename(file)));
  expect(named?.length).toBeGreaterThan(10);
  expect([...new Set(named)].filter((name) => !there.has(name))).toEqual([]);
});
