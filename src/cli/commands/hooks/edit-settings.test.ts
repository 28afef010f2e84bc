import fc from 'fast-check';
import { expect, test } from 'vitest';
import { installedHooks, installHooks, uninstallHooks } from './edit-settings.ts';

const handler = { type: 'command', command: 'ours', timeout: 5 };
const isOurs = (one: unknown) => JSON.stringify(one) === JSON.stringify(handler);
const events = ['Stop', 'SessionEnd', 'Notification'];
const install = (text: string) => installHooks(text, events, handler, isOurs);
const uninstall = (text: string) => uninstallHooks(text, isOurs);

const other = fc.record({ type: fc.constant('command'), command: fc.string() });
const group = fc.record(
  { matcher: fc.string(), hooks: fc.array(other, { minLength: 1, maxLength: 3 }) },
  { requiredKeys: ['hooks'] },
);
const hooks = fc.dictionary(
  fc.constantFrom('Stop', 'SessionEnd', 'PreToolUse', 'Other'),
  fc.array(group, { minLength: 1, maxLength: 3 }),
  { minKeys: 1 },
);
const settings = fc
  .tuple(
    fc.dictionary(
      fc.string().filter((key) => key !== 'hooks' && key !== '__proto__'),
      fc.jsonValue(),
    ),
    fc.option(hooks),
  )
  .map(([rest, some]) => (some ? { ...rest, hooks: some } : rest));
const indents = fc.constantFrom<string | number>(0, 2, 4, '\t');

test('what is installed and taken out again leaves the settings as they were', () => {
  fc.assert(
    fc.property(settings, indents, (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      const installed = install(text);
      expect(installedHooks(installed, isOurs).sort()).toEqual([...events].sort());
      expect(uninstall(installed)).toBe(text);
    }),
  );
});

test('nothing else is touched: other hooks and settings stay, in their order', () => {
  fc.assert(
    fc.property(settings, indents, (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      const after = JSON.parse(install(text)) as Record<string, unknown>;
      const keys = Object.keys(JSON.parse(text) as object);
      expect(Object.keys(after).filter((key) => keys.includes(key))).toEqual(keys);
      const all = Object.values(after['hooks'] as Record<string, { hooks: unknown[] }[]>).flat();
      const others = all.flatMap((one) => one.hooks).filter((one) => !isOurs(one));
      const before = 'hooks' in value ? Object.values(value.hooks as object).flat() : [];
      expect(others).toEqual(
        JSON.parse(JSON.stringify((before as { hooks: unknown[] }[]).flatMap((one) => one.hooks))),
      );
    }),
  );
});

test('installing twice is installing once', () => {
  fc.assert(
    fc.property(settings, indents, (value, indent) => {
      const once = install(JSON.stringify(value, null, indent));
      expect(install(once)).toBe(once);
    }),
  );
});

test('a file is given back byte for byte, whatever it looks like', () => {
  const text = [
    '{',
    '    "model":   "opus",   "env": { "A": "1" },',
    '    "hooks": {',
    '        "Stop": [ { "hooks": [ { "type": "command", "command": "say done" } ] } ],',
    '        "PreToolUse": []',
    '    },',
    '    "zeta": [1,2,',
    '        3]',
    '}',
    '',
  ].join('\r\n');
  const installed = install(text);
  expect(installed).toContain('"command": "say done"');
  expect(installed.split('\r\n').length).toBe(installed.split('\n').length);
  expect(uninstall(installed)).toBe(text);
});

test('a handler that was put beside others goes alone', () => {
  const together = { hooks: { Stop: [{ hooks: [{ type: 'command', command: 'a' }, handler] }] } };
  expect(JSON.parse(uninstall(JSON.stringify(together)))).toEqual({
    hooks: { Stop: [{ hooks: [{ type: 'command', command: 'a' }] }] },
  });
});

test.each(['// mine\n{}', '{,}', '[]', '"text"', '{"hooks": []}', '{"hooks": {"Stop": {}}}'])(
  'what Claude Code could not read either is refused: %s',
  (text) => {
    expect(() => install(text)).toThrow(/Nothing was changed/);
    expect(() => uninstall(text)).toThrow(/Nothing was changed/);
  },
);

test('no file, and an empty one, begin a new one', () => {
  expect(JSON.parse(install(''))).toHaveProperty('hooks.Stop');
  expect(uninstall(install('{}\n'))).toBe('{}\n');
});

test('what another version installed is replaced', () => {
  const isAny = (one: unknown) => JSON.stringify(one).includes('"ours');
  const before = installHooks(
    '{"model": "opus"}',
    ['Stop'],
    { ...handler, command: 'ours 1' },
    isAny,
  );
  const after = installHooks(before, events, handler, isAny);
  expect(after).toBe(installHooks('{"model": "opus"}', events, handler, isAny));
  expect(installHooks(after, events, handler, isAny)).toBe(after);
});
