/**
 * Kinds of pictures that browsers draw without running anything. SVG is a document with scripts and
 * links and is not among them, though an `<img>` would hold it back.
 */
export const isDrawable = (mime: string): boolean => /^image\/(?:png|jpeg|gif|webp)$/.test(mime);
