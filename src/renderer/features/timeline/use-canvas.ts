import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';
import { onColours } from '../../app/theme.ts';
import { HEIGHT, paint, type Picture } from './paint.ts';
import { type Palette, readPalette } from './palette.ts';

/** Width of an element, as it changes. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return;
    const observer = new ResizeObserver(([entry]) =>
      setWidth(Math.floor(entry?.contentRect.width ?? 0)),
    );
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}

/** Paints the picture whenever it changes, sharp on any screen and in the colours of the theme. */
export function useCanvas(
  canvas: RefObject<HTMLCanvasElement | null>,
  picture: Picture | null,
): void {
  const [palette, setPalette] = useState<Palette | null>(null);
  useEffect(() => {
    const read = () => setPalette(readPalette(document.body));
    read();
    // The canvas does not know by itself that a font has come.
    document.fonts.ready.then(read, () => {});
    return onColours(read);
  }, []);

  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || !picture || !palette) return;
    fit(element, picture.width);
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    paint(context, picture, palette);
  }, [canvas, picture, palette]);
}

/** Gives the canvas a pixel for each pixel of the screen; setting a size also clears it, so only when it changes. */
function fit(element: HTMLCanvasElement, wide: number): void {
  const width = Math.round(wide * devicePixelRatio);
  const height = Math.round(HEIGHT * devicePixelRatio);
  if (element.width !== width) element.width = width;
  if (element.height !== height) element.height = height;
}
