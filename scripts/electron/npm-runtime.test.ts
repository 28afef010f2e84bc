import { expect, test } from 'vitest';
import { placeOf } from './npm-runtime.ts';

test.each([
  ['Cypress/Cypress', 'dist/ratchet'],
  ['Cypress/locales/de.pak', 'dist/locales/de.pak'],
  ['Cypress/resources.pak', 'dist/resources.pak'],
  [
    'Cypress/resources/app/node_modules/better-sqlite3/build/Release/better_sqlite3.node',
    'node_modules/better-sqlite3/build/Release/better_sqlite3.node',
  ],
  ['Cypress/resources/app/node_modules/bindings/bindings.js', 'node_modules/bindings/bindings.js'],
])('takes %s', (entry, place) => {
  expect(placeOf(entry)).toBe(place);
});

test.each([
  'Cypress/resources/app/index.js',
  'Cypress/resources/app/node_modules/express/index.js',
  'Cypress/resources/app/node_modules/better-sqlite3/src/better_sqlite3.cpp',
  'Cypress/resources/app/node_modules/better-sqlite3/node_modules/detect-libc/package.json',
  'Cypress/resources/app-update.yml',
  'Cypress/browser_v8_context_snapshot.bin',
])('leaves %s', (entry) => {
  expect(placeOf(entry)).toBeUndefined();
});
