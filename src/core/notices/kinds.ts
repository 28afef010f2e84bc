/** What notifications are about, the most urgent first. */
export const noticeKinds = ['needsYou', 'failed', 'finished'] as const;
export type NoticeKind = (typeof noticeKinds)[number];
