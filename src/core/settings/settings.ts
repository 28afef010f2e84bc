import { z } from 'zod';

// What the user has set for a host, and what `GET /v1/settings` answers.

const notifySchema = z.object({
  /** A permission, or a question. */
  needsYou: z.boolean(),
  failed: z.boolean(),
  finished: z.boolean(),
  sound: z.boolean(),
});

export const settingsSchema = z.object({
  /** What the system's notifications tell of. */
  notify: notifySchema,
  /** Whether errors may be reported where `SENTRY_DSN` asks for that. */
  reports: z.boolean(),
});
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = {
  notify: { needsYou: true, failed: true, finished: false, sound: false },
  reports: true,
};

/** `PATCH /v1/settings`: what is named is set, the rest stays. */
export const settingsChangeSchema = z.strictObject({
  notify: z.strictObject(notifySchema.partial().shape).optional(),
  reports: z.boolean().optional(),
});
export type SettingsChange = z.infer<typeof settingsChangeSchema>;

export function changed(settings: Settings, change: SettingsChange): Settings {
  const { notify = {}, reports = settings.reports } = change;
  return { notify: { ...settings.notify, ...given(notify) }, reports };
}

const given = (notify: NonNullable<SettingsChange['notify']>) =>
  Object.fromEntries(Object.entries(notify).filter(([, value]) => value !== undefined));

/** As they were stored, by this version or another: what it does not know is as if it were never set. */
export function readSettings(stored: unknown): Settings {
  const { shape } = settingsSchema;
  const { notify } = defaultSettings;
  const known = z
    .object({
      notify: z
        .object({
          needsYou: z.boolean().catch(notify.needsYou),
          failed: z.boolean().catch(notify.failed),
          finished: z.boolean().catch(notify.finished),
          sound: z.boolean().catch(notify.sound),
        })
        .catch(notify),
      reports: shape.reports.catch(defaultSettings.reports),
    })
    .safeParse(stored);
  return known.success ? known.data : defaultSettings;
}

/** Whether errors are reported outside: nobody asked for it; asked for at no usable address; done; switched off here. */
export const reportings = ['unset', 'unusable', 'on', 'off'] as const;

export const settingsAnswerSchema = z.object({
  settings: settingsSchema,
  /** Counts the changes within this run of the host. */
  revision: z.number().int().nonnegative(),
  /** A copy is shown, and nothing can be set. */
  readOnly: z.boolean(),
  data: z.object({
    folder: z.string(),
    databaseBytes: z.number().nonnegative(),
    searchBytes: z.number().nonnegative(),
  }),
  reporting: z.enum(reportings),
});
export type SettingsAnswer = z.infer<typeof settingsAnswerSchema>;
