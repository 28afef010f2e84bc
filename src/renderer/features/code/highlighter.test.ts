import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Highlighter, isWorthIt } from './highlighter.ts';
import type { HighlightAnswer, HighlightRequest } from './tones.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A worker that answers when it is told to. */
function scene() {
  const asked: HighlightRequest[] = [];
  let started = 0;
  let ended = 0;
  let answer: (answer: HighlightAnswer) => void = () => {};
  const highlighter = new Highlighter((tell) => {
    started += 1;
    answer = tell;
    return { post: (request) => void asked.push(request), end: () => (ended += 1) };
  });
  const finish = () => answer({ id: asked.at(-1)?.id ?? 0, lines: [[1, 1]] });
  return { highlighter, asked, finish, counts: () => ({ started, ended }) };
}

test('one text at a time, the latest question first, and each only once', async () => {
  const { highlighter, asked, finish, counts } = scene();
  const all = ['a', 'b', 'c', 'a'].map((text) => highlighter.lines(text, 'css'));
  expect(asked.map(({ text }) => text)).toEqual(['a']);
  finish();
  finish();
  finish();
  expect(asked.map(({ text }) => text)).toEqual(['a', 'c', 'b']);
  expect(await Promise.all(all)).toEqual([[[1, 1]], [[1, 1]], [[1, 1]], [[1, 1]]]);
  expect(highlighter.known('b', 'css')).toEqual([[1, 1]]);
  expect(highlighter.known('b', 'html')).toBeUndefined();
  expect(await highlighter.lines('b', 'css')).toEqual([[1, 1]]);
  expect(counts()).toEqual({ started: 1, ended: 0 });
});

test('a text that takes too long is given up with its worker, and the next is asked of another', async () => {
  const { highlighter, asked, finish, counts } = scene();
  const slow = highlighter.lines('slow', 'css');
  const next = highlighter.lines('next', 'css');
  vi.advanceTimersByTime(8000);
  expect(await slow).toBeNull();
  expect(counts()).toEqual({ started: 2, ended: 1 });
  expect(asked.map(({ text }) => text)).toEqual(['slow', 'next']);
  finish();
  expect(await next).toEqual([[1, 1]]);
  expect(highlighter.known('slow', 'css')).toBeNull();
});

test('a worker that has nothing to do is ended', () => {
  const { highlighter, finish, counts } = scene();
  void highlighter.lines('a', 'css');
  finish();
  vi.advanceTimersByTime(59_000);
  expect(counts().ended).toBe(0);
  vi.advanceTimersByTime(1000);
  expect(counts()).toEqual({ started: 1, ended: 1 });
});

test('long texts and long lines stay plain, and are not asked for', async () => {
  const { highlighter, counts } = scene();
  expect(await highlighter.lines('x\n'.repeat(100_001), 'css')).toBeNull();
  expect(await highlighter.lines('x'.repeat(2001), 'css')).toBeNull();
  expect(counts().started).toBe(0);
  expect(isWorthIt(`${'x'.repeat(2000)}\n`.repeat(20))).toBe(true);
});
