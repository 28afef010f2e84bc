import { describe, expect, it } from 'vitest';
import { githubToken } from '../../../test/support/secrets.ts';
import { emptyState } from '../build/state.ts';
import { type BuildSummary, summarise } from '../build/summary.ts';
import { fit, noticeOf, noticeOfMany } from './words.ts';

const build = (change: Partial<BuildSummary>): BuildSummary => ({
  ...summarise('b1', emptyState),
  ...change,
});

describe('a notification', () => {
  it('says which build it is, and what is asked', () => {
    const asking = build({ title: 'Fix the login', evidence: 'Run npm test?' });
    expect(noticeOf('needsYou', asking)).toEqual({
      title: 'Needs you · Fix the login',
      body: 'Run npm test?',
    });
  });

  it('without words of the agent says where it is, and who', () => {
    const done = build({ title: 'Fix the login', cwd: '/work/ledger', agent: 'codex' });
    expect(noticeOf('finished', done)).toEqual({
      title: 'Finished · Fix the login',
      body: 'ledger · Codex',
    });
    expect(noticeOf('failed', build({ title: null })).title).toBe('Failed · b1');
  });

  it('carries no secret, in the title or the question, whole or cut', () => {
    const asking = build({
      title: `Use ${githubToken}`,
      evidence: `curl -H "Authorization: Bearer ${githubToken}" in /home/somebody/ledger`,
    });
    const { title, body } = noticeOf('needsYou', asking);
    expect(title).toBe('Needs you · Use [redacted:github-token]');
    for (const secret of [githubToken, githubToken.slice(0, 12), 'somebody']) {
      expect(body).not.toContain(secret);
    }
    const late = fit(`${'x'.repeat(70)} ${githubToken}`, 80);
    expect(late).not.toContain('ghp');
    const apart = `${githubToken.slice(0, 10)}\u200b${githubToken.slice(10)}`;
    expect(fit(apart, 80)).toBe('[redacted:github-token]');
  });

  it('is one line, without what turns it around', () => {
    expect(fit('rm -rf\n\t  \u202egnp.txt\u0007', 80)).toBe('rm -rf gnp.txt');
    expect(fit(`${'ab'.repeat(30)}😀😀😀`, 63)).toBe(`${'ab'.repeat(30)}😀…`);
  });

  it('of many builds counts them, and names some', () => {
    const builds = ['One', 'Two', 'Three', 'Four'].map((title) => build({ title }));
    expect(noticeOfMany('failed', builds, 1200)).toEqual({
      title: '1,200 builds failed',
      body: 'One, Two, Three, and 1,197 more',
    });
    expect(noticeOfMany('needsYou', builds, 4).title).toBe('4 builds need you');
  });
});
