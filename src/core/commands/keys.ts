/** A key as caps show it: `['Ctrl', 'K']`. */
export function capsOf(key: string, mac: boolean): string[] {
  return partsOf(key).map((part) => {
    if (part === 'Mod') return mac ? '⌘' : 'Ctrl';
    if (part === 'Shift') return mac ? '⇧' : 'Shift';
    if (part === 'Alt') return mac ? '⌥' : 'Alt';
    if (part === 'ArrowLeft') return '←';
    if (part === 'ArrowRight') return '→';
    return part;
  });
}

/** A key as Electron's menus write it. */
export const acceleratorOf = (key: string): string =>
  partsOf(key)
    .map((part) => (part === 'Mod' ? 'CommandOrControl' : part.replace(/^Arrow/, '')))
    .map((part) => (part.length === 1 ? part.toUpperCase() : part))
    .join('+');

/** Whether a key works everywhere: nobody types with it. */
export const isChord = (key: string): boolean => key.startsWith('Mod+');

/** The key itself, without what is held: the digit of `Mod+3`. */
export const lastPart = (key: string): string => partsOf(key).at(-1) ?? key;

/** A letter after a modifier is shown as on its cap; alone it is what is typed. */
function partsOf(key: string): string[] {
  const parts = key.split(/(?<=\w)\+/);
  return parts.length === 1
    ? parts
    : parts.map((part) => (part.length === 1 ? part.toUpperCase() : part));
}
