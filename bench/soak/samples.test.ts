import { expect, test } from 'vitest';
import { type Minute, type Sample, slopeWithin, summarise } from './samples.ts';

const sample = (minute: number, run: number, alive: number): Sample => ({
  minute,
  run,
  alive,
  rss: 100,
  files: 30,
  databaseBytes: 1000 + minute * 600,
  events: minute * 2,
});
const steps = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const alive = ({ alive: value }: Sample) => value;

test('what grows within each process is seen, though each starts low again', () => {
  const samples = [
    ...steps.map((at) => sample(at, 0, 50 + at)),
    ...steps.map((at) => sample(10 + at, 1, 40 + at)),
  ];
  expect(slopeWithin(samples, alive)).toBeCloseTo(1, 10);
});

test('what differs between processes, or while they warm up, is no growth', () => {
  const warming = (at: number) => (at < 3 ? at * 10 : 30);
  const samples = [
    ...steps.map((at) => sample(at, 0, 20 + warming(at))),
    ...steps.map((at) => sample(10 + at, 1, 60 + warming(at))),
  ];
  expect(slopeWithin(samples, alive)).toBeCloseTo(0, 10);
});

test('too little was seen to tell', () => {
  expect(slopeWithin([sample(0, 0, 1), sample(1, 1, 2)], alive)).toBeNaN();
});

test('minutes with a restart have the times of the outage, and are not counted', () => {
  const minute = (no: number, p99: number, restarted = false): Minute => ({
    minute: no,
    events: 100,
    p50: 1,
    p99,
    max: p99,
    reconnects: 2,
    restarted,
  });
  const samples = steps.map((at) => sample(at, at > 4 ? 1 : 0, 50));
  const minutes = [minute(1, 4), minute(2, 900, true), minute(3, 6), minute(4, 5)];
  expect(summarise(samples, minutes)).toMatchObject({
    minutes: 4,
    events: 18,
    restarts: 1,
    reconnects: 8,
    databaseBytesPerEvent: 300,
    p99: 5,
    worstP99: 6,
  });
});
