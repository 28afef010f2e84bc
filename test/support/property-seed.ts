import fc from 'fast-check';

/**
 * Property tests draw the same cases in every run, so that a run that fails can be run again.
 * `RATCHET_SEED=7` draws others, `RATCHET_SEED=random` others each time; what fails prints its seed.
 */
const { RATCHET_SEED: seed = '1' } = process.env;
if (seed !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
