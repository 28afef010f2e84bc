import { useEffect, useMemo, useState } from 'react';
import type { Standing } from '../../../core/build/standing.ts';
import type { BuildState } from '../../../core/build/state.ts';
import { age, clock, count } from '../../../core/format.ts';
import { atOnce, inSlices } from '../../ui/slices.ts';
import type { BuildView } from '../watch/build-view.ts';
import { bandWords } from './bands.ts';
import { lanesInSteps } from './lanes.ts';
import type { Picture } from './paint.ts';
import type { Axis, Scale } from './scale.ts';

interface Subject extends Pick<Standing, 'isLost' | 'isOver'> {
  readonly state: BuildState;
  readonly axis: Axis;
  readonly scale: Scale;
  readonly width: number;
  readonly bands: BuildView['bands'];
}

/** Nodes of a build whose picture is made in a small part of a frame. */
const SMALL = 3000;

/** What is to be painted; null until it is known. Of a long build it is made beside other things, and the one before stays meanwhile. */
export function usePicture({ state, axis, scale, width, bands, isLost, isOver }: Subject) {
  const make = useMemo(
    () => () => pictureOf({ state, axis, scale, width, bands, isLost, isOver }),
    [state, axis, scale, width, bands, isLost, isOver],
  );
  const isSmall = state.nodes.size <= SMALL;
  const now = useMemo(() => (isSmall && width > 0 ? atOnce(make()) : null), [make, isSmall, width]);
  const [later, setLater] = useState<Picture | null>(null);
  useEffect(() => {
    if (isSmall || width === 0) return;
    const flight = new AbortController();
    void inSlices(make(), flight.signal).then((picture) => picture && setLater(picture));
    return () => flight.abort();
  }, [make, isSmall, width]);
  return now ?? later;
}

function* pictureOf(subject: Subject): Generator<undefined, Picture> {
  const { state, axis, scale, width, bands, ...loose } = subject;
  const lanes = yield* lanesInSteps(state, scale, width, loose);
  const write = axis === 'time' ? clock : count;
  return {
    lanes,
    width,
    ticks: scale
      .ticks(Math.max(2, width / 130))
      .map(({ place, value }) => ({ place, text: write(value) })),
    folds: scale.folds.map(({ from, to }) => ({
      from: scale.at(0, from) * width,
      to: scale.at(0, to) * width,
      length: to - from,
      text: age(to - from),
    })),
    bands: bands.map(({ from, to, ms }) => ({
      from: scale.ofVersion(from) * width,
      to: scale.ofVersion(to) * width,
      text: bandWords({ from, to, ms }),
    })),
  };
}
