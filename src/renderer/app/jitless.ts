import { z } from 'zod';

// Zod compiles its schemas with `new Function`, which the page's content security policy forbids.
// This must run before any schema is used, so it is the first import of the page.
z.config({ jitless: true });
