import { expect, test } from 'vitest';
import type { TailReport, TailStatus } from './tail-status.ts';
import { watchedPlaces } from './watched.ts';

const report = (path: string, status: TailStatus): TailReport => ({
  path,
  status,
  format: null,
  builds: [],
  offset: 0,
});
const missing = (message: string): TailStatus => ({ phase: 'paused', reason: 'missing', message });

test('each path that is watched is summed up over its files, and nothing else', () => {
  const reports = [
    report('/a/one.jsonl', { phase: 'following' }),
    report('/a/deep/two.jsonl', { phase: 'reading' }),
    report('/a/deep/three.jsonl', missing('three is not there')),
    report('/a/deep/four.jsonl', missing('four is not there')),
    report('/a/notes.jsonl', { phase: 'ignored' }),
    report('/ab/other.jsonl', { phase: 'following' }),
  ];
  const agentOf = (path: string) => (path === '/a' ? 'codex' : null);
  expect(watchedPlaces(['/a', '/a/deep', '/a/one.jsonl', '/c'], reports, agentOf)).toEqual([
    {
      path: '/a',
      agent: 'codex',
      files: 4,
      reading: 1,
      paused: 2,
      problem: 'three is not there',
    },
    {
      path: '/a/deep',
      agent: null,
      files: 3,
      reading: 1,
      paused: 2,
      problem: 'three is not there',
    },
    { path: '/a/one.jsonl', agent: null, files: 1, reading: 0, paused: 0, problem: null },
    { path: '/c', agent: null, files: 0, reading: 0, paused: 0, problem: null },
  ]);
});

test('a session counts for its file also when the file was compressed since', () => {
  const asked = '/codex/sessions/2026/01/02/rollout-1.jsonl.zst';
  const read = '/codex/sessions/2026/01/02/rollout-1.jsonl';
  expect(watchedPlaces([asked], [report(read, { phase: 'following' })], () => null)).toMatchObject([
    { path: asked, files: 1 },
  ]);
});
