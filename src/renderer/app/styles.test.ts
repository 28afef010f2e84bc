import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

it('no rule asks whether the whole page has something: all styles are made anew at each change then', () => {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?<!\.test)\.(tsx?|css)$/.test(name),
  );
  expect(files.length).toBeGreaterThan(200);
  const asking = files.filter((name) =>
    /(?:body|html|:root|\*):has\(/.test(readFileSync(join(root, name), 'utf8')),
  );
  expect(asking).toEqual([]);
});
