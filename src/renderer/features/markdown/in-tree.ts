import { createContext } from 'react';

/** In a row of the plan, which is one stop of the keyboard: what is in it is no stop of its own. */
export const InTree = createContext(false);
