import { z } from 'zod';
import { RatchetError } from '../../../core/errors.ts';
import { ask, type HostLink } from '../../host-link.ts';

const listSchema = z.object({
  builds: z.array(
    z.object({
      id: z.string(),
      title: z.string().nullable(),
      /** What the user calls it. */
      userTitle: z.string().nullable().default(null),
      status: z.string(),
    }),
  ),
});

export type Named = z.infer<typeof listSchema>['builds'][number];

/** Candidates that are listed. */
const LISTED = 20;

/** The id of the build that is meant. @throws RatchetError `unknown-build`, `ambiguous-build` */
export async function findBuild(link: HostLink, asked: string): Promise<string> {
  const { builds } = listSchema.parse(await ask(link, 'GET', '/v1/builds'));
  return chooseBuild(builds, asked);
}

/** By id, else by how an id begins, else by a part of a title, in letters of any case. */
export function chooseBuild(builds: readonly Named[], asked: string): string {
  const words = asked.toLowerCase();
  const ways: ((build: Named) => boolean)[] = [
    ({ id }) => id === asked,
    ({ id }) => id.startsWith(asked),
    (build) => titlesOf(build).some((title) => title.toLowerCase().includes(words)),
  ];
  for (const way of ways) {
    const [only, ...others] = asked === '' ? [] : builds.filter(way);
    if (only && others.length === 0) return only.id;
    if (only) throw ambiguous(asked, [only, ...others]);
  }
  throw new RatchetError(
    'unknown-build',
    `There is no build whose id begins with "${asked}" or whose title has it. Nothing was done.`,
  );
}

const titlesOf = ({ userTitle, title }: Named): string[] =>
  [userTitle, title].filter((one) => one !== null);

function ambiguous(asked: string, builds: readonly Named[]): RatchetError {
  const lines = builds
    .slice(0, LISTED)
    .map((build) => `  ${build.id}  ${build.status}  ${oneLine(titlesOf(build)[0] ?? '')}`);
  const rest = builds.length - lines.length;
  const more = rest > 0 ? [`  and ${rest} more`] : [];
  return new RatchetError(
    'ambiguous-build',
    [`"${asked}" may be any of these; nothing was done:`, ...lines, ...more].join('\n'),
  );
}

/** Titles are the agent's words: nothing in them may move the cursor. */
const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').slice(0, 80);
