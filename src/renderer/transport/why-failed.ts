import { ZodError } from 'zod';

/** What Electron puts before the words of an error that crosses to the page. */
const ELECTRONS = /^Error invoking remote method '[^']*': (?:\w*Error: )?/;

/** Why a question to the host failed, in words for the reader. */
export function whyFailed(error: unknown): string {
  // What `fetch` throws where nobody listens.
  if (error instanceof TypeError) return 'The host does not answer.';
  if (error instanceof ZodError) return 'The host answers what this window does not understand.';
  return (error instanceof Error ? error.message : String(error)).replace(ELECTRONS, '');
}
