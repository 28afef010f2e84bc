import { expect, test } from 'vitest';
import { readArguments } from './arguments.ts';

const known = ['fold', 'latency', 'herd'];

test('without arguments everything is measured, at its full length', () => {
  expect(readArguments([], known)).toEqual({
    quick: false,
    list: false,
    json: null,
    only: [],
    profile: null,
  });
});

test('benchmarks are named one by one or together', () => {
  const given = ['--quick', '--only', 'fold,herd', '--only', 'latency', '--json', 'out.json'];
  expect(readArguments(given, known)).toMatchObject({
    quick: true,
    only: ['fold', 'herd', 'latency'],
    json: 'out.json',
  });
});

test('what is not there is said, with what is', () => {
  expect(() => readArguments(['--only', 'flod'], known)).toThrow(/"flod".*fold, latency, herd/);
  expect(() => readArguments(['--fast'], known)).toThrow(/--fast/);
});
