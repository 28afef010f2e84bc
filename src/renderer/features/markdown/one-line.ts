/** Characters that are looked at: more than any line has room for. */
const MOST = 400;

/** How a text that is written in Markdown begins, for where it stands on one line: in one weight, without marks. */
export const oneLine = (text: string): string =>
  text
    .trim()
    .slice(0, MOST)
    .replaceAll(/^#{1,6} +/gm, '')
    .replaceAll(/\*\*(\S(?:.*?\S)?)\*\*/g, '$1')
    .replaceAll(/(^|\s)[*_]([^\s*_](?:[^*_]*[^\s*_])?)[*_](?=$|[\s.,;:!?])/g, '$1$2')
    .replaceAll(/`([^`]+)`/g, '$1')
    .replaceAll(/\s+/g, ' ');
