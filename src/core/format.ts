const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const two = (value: number) => String(value).padStart(2, '0');

/** A time span as on a clock: `0:38`, `11:20`, `1:02:09`. */
export function clock(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / SECOND));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const tail = two(seconds % 60);
  if (hours >= 48) return `${Math.floor(hours / 24)} d ${hours % 24} h`;
  return hours > 0 ? `${hours}:${two(minutes % 60)}:${tail}` : `${minutes}:${tail}`;
}

/** A short span: tenths below ten seconds, then seconds, then a clock. */
export function duration(milliseconds: number): string {
  const ms = Math.max(0, milliseconds);
  if (ms < 9950) return `${(ms / SECOND).toFixed(1)} s`;
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  return clock(ms);
}

/** How old something is, roughly: `0.4 s`, `3 s`, `12 min`, `6 h`, `2 d`. */
export function age(milliseconds: number): string {
  const ms = Math.max(0, milliseconds);
  if (ms < SECOND) return `${(Math.floor(ms / 200) * 0.2).toFixed(1)} s`;
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h`;
  return `${Math.floor(ms / DAY)} d`;
}

/** A span in words that are read aloud: `3 min 12 s`. */
export function spoken(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / SECOND));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const parts = [
    hours > 0 ? `${hours} h` : '',
    minutes > 0 ? `${minutes % 60} min` : '',
    `${seconds % 60} s`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

const whole = new Intl.NumberFormat('en');
export const count = (value: number): string => whole.format(value);
export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;

/** Tokens: `940`, `8.6k`, `86k`, `1.2M`. */
export function tokens(value: number): string {
  if (value < 1000) return String(value);
  if (value < 9950) return `${(value / 1000).toFixed(1)}k`;
  if (value < 999_500) return `${Math.round(value / 1000)}k`;
  return `${(value / 1_000_000).toFixed(1)}M`;
}

export const money = (usd: number): string =>
  `$${usd < 0.1 && usd > 0 ? usd.toFixed(3) : usd.toFixed(2)}`;

export function bytes(value: number): string {
  if (value < 1024) return `${value} B`;
  if (value < 1024 ** 2) return `${Math.round(value / 1024)} KB`;
  if (value < 1024 ** 3) return `${(value / 1024 ** 2).toFixed(1)} MB`;
  return `${(value / 1024 ** 3).toFixed(1)} GB`;
}

const timeOfDay = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});
/** `16:28:13.578` today, else `13 Jan 2026, 16:28:13.578`. */
export function exactTime(at: number, now: number): string {
  const time = timeOfDay.format(at);
  return sameDay(at, now) ? time : `${fullDay.format(at)}, ${time}`;
}

/**
 * A date and time in a terminal: `2026-01-13 16:28`, by the clock on the wall here. One way for
 * everybody: lines are read by programs and by people of other countries.
 */
export function timestamp(at: number): string {
  const time = new Date(at);
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`;
}

const fullDay = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });
const hourOfDay = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const dayOfYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

const monthAndYear = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric' });

/** `09:51` today, else `14 Nov`; of another year `Nov 2025`, as a day alone would be taken for one of this year. */
export function moment(at: number, now: number): string {
  if (sameDay(at, now)) return hourOfDay.format(at);
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (isThisYear ? dayOfYear : monthAndYear).format(at);
}

export const sameDay = (a: number, b: number): boolean =>
  new Date(a).toDateString() === new Date(b).toDateString();

/** A path with the home folder written `~`. */
export const homePath = (path: string): string =>
  path.replace(/^(?:\/home\/[^/]+|\/Users\/[^/]+|\/root|[A-Z]:\\Users\\[^\\]+)(?=[/\\]|$)/, '~');

/** A path, or a command that begins with one, as it is called within the project. */
export const within = (target: string, cwd: string | null): string =>
  cwd !== null && target.startsWith(`${cwd}/`) ? target.slice(cwd.length + 1) : homePath(target);

/** The last part of a path: the name of a project. */
export const baseName = (path: string): string => path.split(/[/\\]/).findLast(Boolean) ?? path;

/** A map, because the names come from outside: `constructor` is none of them. */
const agents = new Map([
  ['claude', 'Claude Code'],
  ['claude-code', 'Claude Code'],
  ['codex', 'Codex'],
  ['opencode', 'OpenCode'],
  ['gemini', 'Gemini CLI'],
  ['gemini-cli', 'Gemini CLI'],
  ['ai-sdk', 'AI SDK'],
  ['acp', 'ACP'],
]);
export const agentName = (agent: string): string => agents.get(agent.toLowerCase()) ?? agent;
