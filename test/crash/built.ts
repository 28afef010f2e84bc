import { ensureBuilt } from '../../scripts/build.ts';

/** Before the tests that run the bundle: makes it where it is missing or older than its sources. */
export const setup = ensureBuilt;
