import { sep } from 'node:path';
import { expect, test } from 'vitest';
import { isStore, lastingPath, placesOf } from './session-place.ts';

const own = (path: string) => path.replaceAll('/', sep);
const rollout = 'rollout-2026-03-02T09-00-00-019b.jsonl';
const session = own(`/h/.codex/sessions/2026/03/02/${rollout}`);
const archive = own(`/h/.codex/archived_sessions/${rollout}`);

test('a session is known by one path, wherever it is kept', () => {
  for (const place of placesOf(session)) expect(lastingPath(place)).toBe(session);
  expect(placesOf(session)).toEqual([session, `${session}.zst`, archive, `${archive}.zst`]);
});

test('what has only one place is known by that', () => {
  for (const path of ['/a/notes.json', '/a/b.zst', '/a/archived_sessions/x.jsonl', '/a/x.sse']) {
    expect(lastingPath(own(path))).toBe(own(path));
  }
  expect(placesOf(own('/a/x.sse'))).toEqual([own('/a/x.sse')]);
  expect(placesOf(own('/a/x.jsonl'))).toEqual([own('/a/x.jsonl'), own('/a/x.jsonl.zst')]);
  expect(lastingPath(own('/a/archived_sessions/x.jsonl.zst'))).toBe(
    own('/a/archived_sessions/x.jsonl'),
  );
});

test('what SQLite writes beside a store belongs to it', () => {
  expect(lastingPath('/a/opencode.db-wal')).toBe('/a/opencode.db');
  expect(isStore('/a/opencode.db')).toBe(true);
  expect(isStore('/a/x.jsonl')).toBe(false);
});
