import { createHash } from 'node:crypto';
import { plural } from '../../../../core/format.ts';
import { newBreath } from '../breath.ts';
import type { Outgoing } from '../outgoing.ts';
import { Bodies } from './bodies.ts';
import { type Change, collect } from './collect.ts';
import { fileList } from './files.ts';
import { glyphs } from './glyphs.ts';
import { standingOf } from '../../../../core/build/standing.ts';
import { banner, facts, titleOf } from './head.ts';
import { groupBy } from './group.ts';
import { markup, type Markup } from './markup.ts';
import type { Rows } from './rows.ts';
import { style } from './style.ts';
import { planTree } from './tree.ts';
import { troubleList, troublesOf } from './troubles.ts';

/** Nothing is loaded and nothing runs; of styles only the page's own. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** A build as one page that needs neither Ratchet nor a network, piece by piece. */
export async function* pageOf(
  leaving: Outgoing,
  version: string,
  now: number,
): AsyncGenerator<string> {
  const { state, changes, leftOut, pictures } = await collect(leaving);
  const { id } = leaving.build;
  const breathe = newBreath();
  const bodies = new Bodies(pictures);
  await breathe();
  const troubles = troublesOf(state);
  const following = new Map(troubles.map(({ position }, at) => [position, troubles[at + 1]]));
  const rows: Rows = {
    cwd: state.cwd,
    attention: state.attention,
    standing: standingOf(state, null, now),
    subAgents: leaving.subAgents,
    bodies,
    changes: groupBy(changes, (change: Change) => change.call ?? ''),
    nextFailure: (position) => following.get(position)?.position ?? null,
  };

  yield markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${titleOf(state, id)}</title>
<style>${{ html: style }}</style>
</head>
<body>
${glyphs}
${banner(state, id, now)}
<main>
${facts(state)}
${troubleList(troubles, state.cwd)}
<h2>${state.plan.updates > 0 ? 'Plan' : 'Work'} <small>${plural(state.counts.tools, 'tool')}</small></h2>
`.html;
  for (const part of [planTree(state, rows), fileList(state, changes, leftOut, bodies)]) {
    for (const piece of part) {
      await breathe();
      yield piece.html;
    }
  }
  yield markup`</main>${foot(leaving, version)}</body></html>
`.html;
}

function foot({ build, redaction }: Outgoing, version: string): Markup {
  const { head, id, subAgents } = build;
  const found = redaction?.map(({ kind, count }) => `${count} × ${kind}`).join(', ');
  return markup`<footer>
    <p>
      Build <span class="mono">${id}</span> at version ${head.version}, digest
      <span class="mono">${head.digest}</span>. Exported by Ratchet ${version}.
    </p>
    <p>
      ${redaction === null ? 'Nothing was redacted.' : `Redacted: ${found || 'nothing was found'}. Pictures are not looked into.`}
    </p>
    ${
      subAgents.length > 0 &&
      markup`<p>
        Left out: ${plural(subAgents.length, 'sub-agent')} that ran as ${subAgents.length === 1 ? 'a build of its own' : 'builds of their own'}.
      </p>`
    }
    <p>Long inputs and outputs are shown in part; a bundle of the build holds all of them.</p>
  </footer>`;
}
