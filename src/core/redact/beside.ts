import type { Range } from './range.ts';

/** What stands before and after a string that is looked at for the name of whose it is. */
interface Reach {
  readonly before: number;
  readonly after: number;
}

/** Strings of a shape that says little by itself, where the name of the service they are for is near. */
export function beside(name: RegExp, shape: RegExp, { before, after }: Reach) {
  return (text: string): Range[] => {
    const found: Range[] = [];
    for (const { 0: whole, index } of text.matchAll(shape)) {
      const end = index + whole.length;
      const around = `${text.slice(Math.max(0, index - before), index)} ${text.slice(end, end + after)}`;
      if (name.test(around)) found.push({ start: index, end });
    }
    return found;
  };
}

/** `SK…`: other things are called so too. */
export const twilioKeys = beside(/twilio/i, /(?<![A-Za-z0-9])SK[0-9a-f]{32}(?![A-Za-z0-9])/g, {
  before: 200,
  after: 100,
});

/** Vercel's tokens before they had a prefix: 24 letters of all kinds. */
export const vercelTokens = beside(
  /vercel/i,
  /(?<![\w/-])(?=[A-Za-z]{0,23}\d)(?=[a-z\d]{0,23}[A-Z])(?=[A-Z\d]{0,23}[a-z])[A-Za-z0-9]{24}(?![\w-])/g,
  { before: 40, after: 0 },
);
