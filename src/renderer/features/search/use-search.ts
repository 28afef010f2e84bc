import { useEffect, useState } from 'react';
import type { SearchAnswer } from '../../../core/search/answer.ts';
import type { Rest } from '../../transport/rest.ts';
import { whyFailed } from '../../transport/why-failed.ts';

export interface Found {
  /** What was asked; what is typed may be further by now. */
  readonly query: string;
  readonly answer: SearchAnswer | null;
  readonly error: string | null;
}

/** Milliseconds: after the last key until it is asked; until it is asked again where it may change. */
const PAUSE = 120;
const AGAIN = 1000;

/**
 * What is found of a query. What was found before stays until there is something newer.
 * @param limit builds in the answer, where the usual number is not enough
 */
export function useSearch(rest: Rest, wanted: string, limit?: number): Found | null {
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    const ask = async () => {
      try {
        const asked = limit === undefined ? {} : { limit };
        const answer = await rest.search(wanted, asked, abort.signal);
        setFound({ query: wanted, answer, error: null });
        if (answer.indexing > 0) timer = setTimeout(() => void ask(), AGAIN);
      } catch (error) {
        if (abort.signal.aborted) return;
        setFound({ query: wanted, answer: null, error: whyFailed(error) });
        timer = setTimeout(() => void ask(), AGAIN);
      }
    };
    let timer = setTimeout(() => void ask(), PAUSE);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [rest, wanted, limit]);
  return found;
}
