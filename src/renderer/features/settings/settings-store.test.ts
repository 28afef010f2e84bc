import { createStore } from 'zustand/vanilla';
import { expect, it, vi } from 'vitest';
import { defaultSettings, type SettingsAnswer } from '../../../core/settings/settings.ts';
import { closedLink, type Link } from '../../../core/sync/link.ts';
import type { Rest } from '../../transport/rest.ts';
import { HostSettings } from './settings-store.ts';

vi.hoisted(() => vi.stubGlobal('window', {}));

const answerAt = (revision: number): SettingsAnswer => ({
  settings: defaultSettings,
  revision,
  readOnly: false,
  data: { folder: '/data', databaseBytes: 0, searchBytes: 0 },
  reporting: 'unset',
  removable: [],
});

/** A host that answers when it is told to. */
function farHost() {
  const asked: { answer: (answer: SettingsAnswer) => void; fail: (error: Error) => void }[] = [];
  const rest = {
    settings: () =>
      new Promise<SettingsAnswer>((answer, fail) => void asked.push({ answer, fail })),
    changeSettings: async () => answerAt(1),
  };
  const link = createStore<Link>(() => ({ ...closedLink, phase: 'live', settings: 0 }));
  const settings = new HostSettings(rest as unknown as Rest, link);
  const beat = (revision: number) => link.setState({ settings: revision });
  return { asked, settings, beat };
}

const turn = () => new Promise((done) => setImmediate(done));

it('an answer that was overtaken by a change is put right by the next heartbeat', async () => {
  const { asked, settings, beat } = farHost();
  settings.ask();
  await settings.change({ reports: false });
  beat(1);
  expect(asked).toHaveLength(1);
  asked[0]?.answer(answerAt(0));
  await turn();
  beat(1);
  expect(asked).toHaveLength(2);
  asked[1]?.answer(answerAt(1));
  await turn();
  expect(settings.store.getState()?.revision).toBe(1);
  beat(1);
  expect(asked).toHaveLength(2);
});

it('a question that failed is asked again with the next heartbeat', async () => {
  const { asked, settings, beat } = farHost();
  settings.ask();
  asked[0]?.fail(new Error('busy'));
  await turn();
  beat(0);
  expect(asked).toHaveLength(2);
});
