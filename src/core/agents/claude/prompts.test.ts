import { describe, expect, it } from 'vitest';
import { asked, record, said, session, use } from '../../../../test/support/claude-session.ts';

describe('prompts', () => {
  it.each([
    ['<command-name>/cost</command-name><command-args>now</command-args>', '/cost now'],
    ['<bash-input>ls -l</bash-input>', '! ls -l'],
    ['Do it <system-reminder>be quick</system-reminder>', 'Do it'],
    ['<ide_opened_file>The user opened a.ts</ide_opened_file>Mend it', 'Mend it'],
  ])('%s is %s', (raw, text) => {
    expect(session(asked(raw)).of('user.message')).toMatchObject([{ text }]);
  });

  it('hides what no user typed', () => {
    const run = session(
      asked('Caveat', { isMeta: true }),
      asked('<system-reminder>x</system-reminder>'),
      record('attachment', { attachment: { type: 'skill_listing' } }),
      { type: 'mode', mode: 'normal', sessionId: 's1' },
    );
    expect(run.events).toEqual([]);
  });

  it('ends the turn of a command that Claude Code runs by itself', () => {
    const run = session(
      asked('<command-name>/cost</command-name>'),
      asked('<local-command-stdout>\u001b[1mTotal: 2\u001b[0m</local-command-stdout>'),
    );
    expect(run.of('notice')).toMatchObject([{ text: 'Total: 2' }]);
    expect(run.build.turns).toMatchObject({ open: false, last: 'succeeded' });
  });

  it('takes the summary of its own conversation for a title before the prompt, a foreign one after', () => {
    const prompt = asked('First words');
    const run = session(
      { type: 'summary', summary: 'An older one', leafUuid: 'elsewhere' },
      prompt,
    );
    expect(run.build.title).toBe('First words');
    const leafUuid = (prompt as { uuid: string }).uuid;
    run.read({ type: 'summary', summary: 'This one', leafUuid });
    expect(run.build.title).toBe('This one');
  });
});

describe('trouble', () => {
  it('ends a turn that a limit stopped as failed', () => {
    const run = session(
      asked('go'),
      record('assistant', {
        isApiErrorMessage: true,
        error: 'rate_limit',
        message: {
          id: 'x',
          model: '<synthetic>',
          stop_reason: 'stop_sequence',
          content: [{ type: 'text', text: 'The limit is reached' }],
        },
      }),
    );
    expect(run.of('error')).toMatchObject([{ code: 'rate_limit' }]);
    expect(run.build.turns).toMatchObject({ open: false, last: 'failed' });
  });

  it('tells a retry in words, and keeps the headers of the answer to itself', () => {
    const run = session(
      asked('go'),
      record('system', {
        subtype: 'api_error',
        retryAttempt: 2,
        maxRetries: 10,
        error: {
          status: 529,
          headers: { cookie: 'secret' },
          error: { error: { message: 'busy' } },
        },
      }),
    );
    expect(run.of('error')).toMatchObject([
      { message: 'busy (retrying, attempt 2 of 10)', code: '529', recovering: true },
    ]);
    expect(JSON.stringify(run.events)).not.toContain('secret');
  });

  it('shows a reply that was written twice under two uuids once', () => {
    const text = { type: 'text', text: 'lol' };
    const run = session(asked('say it'), said('m1', text), said('m1', text));
    expect(run.of('text.appended')).toHaveLength(1);
  });

  it('grows the output of a command by what is new', () => {
    const progress = (fullOutput: string) =>
      record('progress', { parentToolUseID: 'c1', data: { type: 'bash_progress', fullOutput } });
    const run = session(
      asked('go'),
      said('m1', use('c1', 'Bash', { command: 'make' })),
      progress('one\n'),
      progress('one\n'),
      progress('one\ntwo\n'),
      progress('cleared\n'),
    );
    expect(run.of('tool.output')).toMatchObject([
      { delta: 'one\n' },
      { delta: 'two\n' },
      { output: { text: 'cleared\n' } },
    ]);
  });

  it('takes times as they are told, even when the clock jumps', () => {
    const run = session(
      asked('one', { timestamp: '2026-01-02T00:00:00.000Z' }),
      asked('two', { timestamp: '2025-01-02T00:00:00.000Z' }),
      asked('three', { timestamp: 'soon' }),
    );
    expect(run.of('user.message').map(({ at }) => at)).toEqual([
      Date.parse('2026-01-02T00:00:00.000Z'),
      Date.parse('2025-01-02T00:00:00.000Z'),
      1000,
    ]);
    expect(run.build.lastEventAt).toBe(1000);
  });
});
