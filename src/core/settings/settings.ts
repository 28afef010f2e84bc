import { z } from 'zod';

// What the user has set for a host, and what `GET /v1/settings` answers.

/** Days that a build may be kept for after its last event. */
export const keepChoices = [7, 30, 90] as const;

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
  /** Days after their last event that builds are removed; null: never. */
  keepDays: z.literal(keepChoices).nullable(),
  /** Whether errors may be reported where `SENTRY_DSN` asks for that. */
  reports: z.boolean(),
});
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = {
  notify: { needsYou: true, failed: true, finished: false, sound: false },
  keepDays: null,
  reports: true,
};

/** `PATCH /v1/settings`: what is named is set, the rest stays. */
export const settingsChangeSchema = z.strictObject({
  notify: z.strictObject(notifySchema.partial().shape).optional(),
  keepDays: settingsSchema.shape.keepDays.optional(),
  reports: z.boolean().optional(),
});
export type SettingsChange = z.infer<typeof settingsChangeSchema>;

export function changed(settings: Settings, change: SettingsChange): Settings {
  const { notify = {}, keepDays = settings.keepDays, reports = settings.reports } = change;
  return { notify: { ...settings.notify, ...given(notify) }, keepDays, reports };
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
      keepDays: shape.keepDays.catch(defaultSettings.keepDays),
      reports: shape.reports.catch(defaultSettings.reports),
    })
    .safeParse(stored);
  return known.success ? known.data : defaultSettings;
}

/** Whether errors are reported outside: nobody asked for it; asked for at no usable address; done; switched off here. */
const reportings = ['unset', 'unusable', 'on', 'off'] as const;

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
  /** For each choice of how long builds are kept, how many are older and would be removed. */
  removable: z.array(z.object({ days: z.literal(keepChoices), builds: z.number().int() })),
});
export type SettingsAnswer = z.infer<typeof settingsAnswerSchema>;
