import { defaultFilter } from 'cmdk';
import type { ListedBuild } from '../../../core/build/listed.ts';
import { groups, type Need } from '../../../core/commands/command.ts';
import { type CommandId, commandIds, commandOf, whyNot } from '../../../core/commands/commands.ts';
import { matches, titleOf } from '../builds/group.ts';

/** One row of the palette. */
export type Entry =
  | { readonly key: string; readonly kind: 'build'; readonly build: ListedBuild }
  | {
      readonly key: string;
      readonly kind: 'command';
      readonly id: CommandId;
      /** Why it cannot run now. */
      readonly reason: string | null;
    };

export interface Section {
  readonly name: string;
  readonly entries: readonly Entry[];
}

interface From {
  /** In the order in which the list has them. */
  readonly builds: readonly ListedBuild[];
  readonly met: ReadonlySet<Need>;
  /** The build on the screen: it is not where one wants to go. */
  readonly current: string | null;
  /** Keys of the entries that were chosen last. */
  readonly recent: readonly string[];
  /** What a build's status is told at. */
  readonly now: number;
}

/** Builds that are offered unasked, and entries of each kind at most for what is typed. */
const OFFERED = 5;
const FOUND = 7;
/** Below it, the letters of a command are there, but too far apart to be what was meant. */
const LEAST = 0.1;
/** A part of the best score: where there are words that begin so, letters from within words are noise. */
const NEAR = 0.2;

/** What the palette shows for what is typed; for nothing, all that can be done now. */
export function sectionsFor(query: string, from: From): Section[] {
  const sections = query === '' ? unasked(from) : found(query, from);
  return sections.filter(({ entries }) => entries.length > 0);
}

function unasked({ builds, met, current, recent }: From): Section[] {
  const elsewhere = builds.filter(({ id }) => id !== current).map(buildEntry);
  const commands = commandEntries(met).filter(({ reason }) => reason === null);
  const lately = recent.flatMap((key) =>
    [...commands, ...elsewhere].filter((entry) => entry.key === key),
  );
  const isOther = (entry: Entry) => !lately.includes(entry);
  return [
    { name: 'Recent', entries: lately },
    { name: 'Builds', entries: elsewhere.filter(isOther).slice(0, OFFERED) },
    ...groups.map((name) => ({
      name: name === 'Builds' ? 'Find, open, watch' : name,
      entries: commands.filter(({ id }) => commandOf(id).group === name).filter(isOther),
    })),
  ];
}

function found(query: string, { builds, met, now }: From): Section[] {
  const meant = ranked(commandEntries(met), ({ id }) => {
    const { title, group, words = '' } = commandOf(id);
    return defaultFilter(title, query, [words, group]);
  });
  const least = Math.max(LEAST, (meant[0]?.score ?? 0) * NEAR);
  // What can be done comes before what cannot.
  const commands = meant
    .filter(({ score }) => score >= least)
    .toSorted((a, b) => Number(a.one.reason !== null) - Number(b.one.reason !== null));
  const titles = ranked(
    builds.filter((build) => matches(build, query, now)),
    (build) => titleScore(titleOf(build), query),
  );
  const sections = [
    {
      best: commands[0]?.score ?? 0,
      name: 'Commands',
      entries: commands.slice(0, FOUND).map(({ one }) => one),
    },
    {
      best: titles[0]?.score ?? 0,
      name: 'Builds',
      entries: titles.slice(0, FOUND).map(({ one }) => buildEntry(one)),
    },
  ];
  return sections.toSorted((a, b) => b.best - a.best);
}

/** The best first; those that are as good as each other keep their order. */
function ranked<One>(all: readonly One[], scoreOf: (one: One) => number) {
  return all
    .map((one) => ({ one, score: scoreOf(one) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score);
}

/** A build is found by all that its row says, best by how its title begins. */
function titleScore(title: string, query: string): number {
  const at = ` ${title.toLowerCase()}`.indexOf(` ${query.toLowerCase()}`);
  if (at === 0) return 1;
  if (at > 0) return 0.8;
  return title.toLowerCase().includes(query.toLowerCase()) ? 0.6 : 0.3;
}

const buildEntry = (build: ListedBuild): Entry & { kind: 'build' } => ({
  key: `build:${build.id}`,
  kind: 'build',
  build,
});

/** What only a desktop window can do is not offered elsewhere at all. */
function commandEntries(met: ReadonlySet<Need>): (Entry & { kind: 'command' })[] {
  return commandIds
    .filter((id) => {
      const { palette, needs = [] } = commandOf(id);
      return palette !== false && (met.has('desktop') || !needs.includes('desktop'));
    })
    .map((id) => ({ key: `command:${id}`, kind: 'command', id, reason: whyNot(id, met) }));
}
