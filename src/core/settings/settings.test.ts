import { describe, expect, it } from 'vitest';
import { changed, defaultSettings, readSettings, settingsChangeSchema } from './settings.ts';

describe('settings', () => {
  it('that were never stored are the usual ones: told of what wants somebody, kept for ever', () => {
    expect(readSettings(undefined)).toEqual(defaultSettings);
    expect(defaultSettings.notify).toEqual({
      needsYou: true,
      failed: true,
      finished: false,
      sound: false,
    });
    expect(defaultSettings.keepDays).toBeNull();
  });

  it('that another version stored lose what is not known, and nothing else', () => {
    const stored = {
      notify: { needsYou: false, failed: 'loud', finished: true },
      keepDays: 12,
      reports: false,
      colour: 'red',
    };
    expect(readSettings(stored)).toEqual({
      notify: { needsYou: false, failed: true, finished: true, sound: false },
      keepDays: null,
      reports: false,
    });
    expect(readSettings('nonsense')).toEqual(defaultSettings);
  });

  it('change by what is named', () => {
    const next = changed(defaultSettings, { notify: { finished: true }, keepDays: 30 });
    expect(next).toEqual({
      notify: { ...defaultSettings.notify, finished: true },
      keepDays: 30,
      reports: true,
    });
    expect(changed(next, { keepDays: null }).keepDays).toBeNull();
    expect(changed(next, {})).toEqual(next);
  });

  it.each([{ keepDays: 12 }, { colour: 'red' }, { notify: { loud: true } }, { reports: 1 }, null])(
    'take no change that is not one: %j',
    (change) => expect(settingsChangeSchema.safeParse(change).success).toBe(false),
  );
});
