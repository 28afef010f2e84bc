import { createDocumentFramer } from './document.ts';
import type { Framer, FramerOptions, Framing } from './framed.ts';
import { createLineFramer } from './lines.ts';
import { createSseFramer } from './sse.ts';

const framers = { lines: createLineFramer, sse: createSseFramer, document: createDocumentFramer };

export const createFramer = (framing: Framing, options: FramerOptions = {}): Framer =>
  framers[framing](options);
