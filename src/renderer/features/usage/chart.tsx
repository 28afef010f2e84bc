import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef, useState } from 'react';
import UPlot from 'uplot';
import { onColours } from '../../app/theme.ts';
import { cx } from '../../ui/cx.ts';
import { readPalette } from '../timeline/palette.ts';
import { useWidth } from '../timeline/use-canvas.ts';

export interface Line {
  readonly name: string;
  /** Of the theme's colours. */
  readonly tone: 'run' | 'ok' | 'think' | 'warn';
  readonly dash?: boolean;
  readonly values: readonly (number | null)[];
}

interface Props {
  readonly title: string;
  /** What the picture shows, in a sentence. */
  readonly summary: string;
  readonly x: readonly number[];
  readonly lines: readonly Line[];
  readonly writeX: (value: number) => string;
  readonly writeY: (value: number) => string;
  /** The same on the axis, where ticks are so far from each other. */
  readonly writeTick: (value: number, step: number) => string;
}

const HEIGHT = 168;
/** Round times, in milliseconds. */
const STEPS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400,
].map((seconds) => seconds * 1000);
const dots = { run: 'bg-run', ok: 'bg-ok', think: 'bg-think', warn: 'bg-warn' };

/** Lines over time, in the colours of the theme; the figures under the pointer stand in the legend. */
export function Chart({ title, summary, x, lines, writeX, writeY, writeTick }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | null>(null);
  const width = useWidth(holder);
  const [colours, setColours] = useState(0);
  const [under, setUnder] = useState<number | null>(null);
  useEffect(() => onColours(() => setColours((count) => count + 1)), []);

  const data: UPlot.AlignedData = [[...x], ...lines.map(({ values }) => [...values])];
  const latest = useRef({ data, writeX, writeTick });
  useEffect(() => {
    latest.current = { data, writeX, writeTick };
    plot.current?.setData(data);
  });
  const names = lines.map(({ name, tone, dash }) => `${name} ${tone} ${dash ?? ''}`).join();
  useEffect(() => {
    const element = holder.current;
    if (!element || width === 0) return;
    const made = new UPlot(
      optionsOf(element, width, lines, latest, setUnder),
      latest.current.data,
      element,
    );
    plot.current = made;
    return () => {
      made.destroy();
      plot.current = null;
    };
    // Made anew for other colours, sizes and lines; figures alone are only set.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [width, colours, names]);

  const at = under ?? x.length - 1;
  return (
    <figure className="flex min-w-0 flex-col">
      <figcaption className="mb-1 text-xs">
        <span className="flex items-baseline justify-between">
          <span className="font-semibold text-muted">{title}</span>
          {under !== null && (
            <span className="mono text-[11px] text-faint">{writeX(x[under] ?? 0)}</span>
          )}
        </span>
        <span className="mt-0.5 grid grid-cols-2 gap-x-3">
          {lines.map(({ name, tone, values }) => (
            <span key={name} className="flex items-baseline gap-1.5 whitespace-nowrap text-faint">
              <i
                aria-hidden
                className={cx('size-2 flex-none self-center rounded-[2px]', dots[tone])}
              />
              {name}
              <span className="mono text-[11px] text-muted">{figure(values[at], writeY)}</span>
            </span>
          ))}
        </span>
      </figcaption>
      {/* At the foot, so that pictures with other legends stand on one line. */}
      <div
        ref={holder}
        role="img"
        aria-label={`${title}: ${summary}`}
        className="mt-auto"
        style={{ height: HEIGHT }}
      />
    </figure>
  );
}

const figure = (value: number | null | undefined, write: (value: number) => string): string =>
  value === null || value === undefined ? '–' : write(value);

type Latest = React.RefObject<Pick<Props, 'writeX' | 'writeTick'> & { data: UPlot.AlignedData }>;

function optionsOf(
  element: HTMLElement,
  width: number,
  lines: readonly Line[],
  latest: Latest,
  setUnder: (index: number | null) => void,
): UPlot.Options {
  const palette = readPalette(element);
  const tones = {
    run: palette.tone.running,
    ok: palette.tone.done,
    think: palette.think,
    warn: palette.warn,
  };
  const axis = {
    stroke: palette.faint,
    font: palette.font,
    ticks: { show: false },
    grid: { stroke: palette.line, width: 1 },
  };
  const stepped = UPlot.paths.stepped?.({ align: 1 });
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    padding: [8, 8, 0, 0],
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
    // From nothing on, so that heights can be compared.
    scales: { x: { time: false }, y: { range: (_, __, most) => [0, (most || 1) * 1.05] } },
    axes: [
      {
        ...axis,
        size: 24,
        grid: { show: false },
        space: 70,
        incrs: STEPS,
        values: (_, ticks) => ticks.map((tick) => latest.current.writeX(tick)),
      },
      {
        ...axis,
        size: 52,
        space: 34,
        values: (_, ticks, __, ___, step) =>
          ticks.map((tick) => latest.current.writeTick(tick, step)),
      },
    ],
    series: [
      {},
      ...lines.map(({ name, tone, dash }) => ({
        label: name,
        stroke: tones[tone],
        width: 1.5,
        // What was used stays what it is until the next figure.
        ...(stepped ? { paths: stepped } : {}),
        points: { show: false },
        ...(dash ? { dash: [4, 3] } : {}),
      })),
    ],
    hooks: { setCursor: [({ cursor }) => setUnder(cursor.idx ?? null)] },
  };
}
