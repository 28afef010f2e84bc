import { dirname, join } from 'node:path';
import { getCurrentFuseWire } from '@electron/fuses';
import { fuseTable, readFuses } from '../scripts/electron/fuses.ts';
import { preparedForTests } from '../scripts/electron/prepare.ts';
import { contentSecurityPolicy } from '../src/core/security/content-security-policy.ts';
import type { Ratchet } from './support/ratchet.ts';
import { expect, test, withOneRatchet } from './support/test.ts';

// A test for each line on windows, app://, IPC and fuses under "Security" in docs/architecture.md.

/** For those that try nothing on the page itself. */
const asked = withOneRatchet();

test.describe('windows', () => {
  asked('have contextIsolation, sandbox and webSecurity, and no Node', async ({ ratchet }) => {
    const preferences = await electronOf(ratchet).evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => {
        // Electron has this method, and its types do not.
        const read: unknown = Reflect.get(window.webContents, 'getLastWebPreferences');
        return typeof read === 'function'
          ? Object(Reflect.apply(read, window.webContents, []))
          : null;
      }),
    );
    expect(preferences).toHaveLength(1);
    expect(preferences[0]).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
    });
    const node = await ratchet.page.evaluate(() =>
      ['require', 'process', 'Buffer', 'module', 'global'].filter((name) => name in globalThis),
    );
    expect(node).toEqual([]);
  });

  test('do not leave their page', async ({ ratchet }) => {
    const { page } = ratchet;
    ratchet.problems.expect(/form-action|Content Security Policy|Not allowed/);
    const attempts = [
      () => location.assign('https://example.com/'),
      () => location.assign('file:///etc/passwd'),
      () => location.assign('data:text/html,x'),
      () => location.assign('app://other/'),
      () => {
        const link = Object.assign(document.createElement('a'), { href: 'https://example.com/' });
        document.body.append(link);
        link.click();
      },
      () => {
        const form = Object.assign(document.createElement('form'), {
          action: 'https://example.com/',
        });
        document.body.append(form);
        form.submit();
      },
    ];
    for (const attempt of attempts) {
      await page.evaluate(attempt);
      await settle(page);
      expect(new URL(page.url()).href).toMatch(/^app:\/\/ratchet\//);
    }
  });

  test('open no other window', async ({ ratchet }) => {
    ratchet.problems.expect(/Not allowed to load local resource/);
    const opened = await spyOnOpenExternal(ratchet);
    const results = await ratchet.page.evaluate(() =>
      ['https://example.com/', 'app://ratchet/', 'about:blank', 'file:///etc/passwd'].map(
        (url) => window.open(url) === null,
      ),
    );
    expect(results).toEqual([true, true, true, true]);
    await settle(ratchet.page);
    expect(electronOf(ratchet).windows()).toHaveLength(1);
    expect(await opened()).toEqual([]);
  });

  test('attach no webview and no frame', async ({ ratchet }) => {
    ratchet.problems.expect(/frame-src|default-src|Content Security Policy/);
    await ratchet.page.evaluate(() => {
      const webview = document.createElement('webview');
      webview.setAttribute('src', 'https://example.com/');
      const frame = Object.assign(document.createElement('iframe'), { src: 'app://ratchet/' });
      document.body.append(webview, frame);
    });
    await settle(ratchet.page);
    const types = await electronOf(ratchet).evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((contents) => contents.getType()),
    );
    expect(types).toEqual(['window']);
    const inFrame = await ratchet.page.evaluate(
      () => document.querySelector('iframe')?.contentDocument?.body.childElementCount ?? 0,
    );
    expect(inFrame).toBe(0);
  });

  asked('get no permission', async ({ ratchet }) => {
    const answers = await ratchet.page.evaluate(async () => {
      const position = new Promise<string>((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          (error) => resolve(`error ${error.code}`),
        );
      });
      return {
        notifications: await Notification.requestPermission(),
        position: await position,
        camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
          () => 'granted',
          (error: unknown) => (error instanceof Error ? error.name : 'error'),
        ),
        clipboard: await navigator.clipboard.readText().then(
          () => 'granted',
          (error: unknown) => (error instanceof Error ? error.name : 'error'),
        ),
      };
    });
    expect(answers).toEqual({
      notifications: 'denied',
      position: 'error 1',
      camera: expect.stringMatching(/NotAllowedError|NotFoundError/),
      clipboard: 'NotAllowedError',
    });
  });
});

test.describe('openExternal', () => {
  asked('opens https on the allow-list and refuses all else', async ({ ratchet }) => {
    const opened = await spyOnOpenExternal(ratchet);
    const refused = await ratchet.page.evaluate(async () => {
      const urls = [
        'http://github.com/',
        'https://example.com/',
        'file:///etc/passwd',
        'smb://x/y',
        '',
      ];
      const outcomes = await Promise.allSettled(
        urls.map(async (url) => await window.ratchet?.openExternal(url)),
      );
      return outcomes.map((outcome) =>
        outcome.status === 'rejected' && outcome.reason instanceof Error
          ? outcome.reason.message
          : 'opened',
      );
    });
    expect(refused).toHaveLength(5);
    for (const message of refused) expect(message).toContain('URL_REFUSED');
    await ratchet.page.evaluate(() => window.ratchet?.openExternal('https://github.com/electron'));
    expect(await opened()).toEqual(['https://github.com/electron']);
  });
});

test.describe('app://', () => {
  asked('serves the page with the strict policy', async ({ ratchet }) => {
    const headers = await ratchet.page.evaluate(async () => {
      const response = await fetch('app://ratchet/');
      return Object.fromEntries(response.headers);
    });
    expect(headers['content-security-policy']).toBe(contentSecurityPolicy);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  asked('answers GET only', async ({ ratchet }) => {
    ratchet.problems.expect(/405/);
    const statuses = await ratchet.page.evaluate(async () => {
      const responses = ['POST', 'PUT', 'DELETE', 'PATCH'].map((method) =>
        fetch('/v1/builds', { method }).then(({ status }) => status),
      );
      return await Promise.all(responses);
    });
    expect(statuses).toEqual([405, 405, 405, 405]);
  });

  asked('stays within its folder', async ({ ratchet }) => {
    ratchet.problems.expect(/404/);
    const statuses = await ratchet.page.evaluate(async () => {
      const paths = [
        '/..%2f..%2fpackage.json',
        '/%2e%2e%2f%2e%2e%2fpackage.json',
        '/..%5c..%5cpackage.json',
      ];
      const responses = [...paths, '/../../package.json', '/%2fetc%2fpasswd', '/missing.js'].map(
        (path) => fetch(path).then(({ status }) => status),
      );
      return await Promise.all(responses);
    });
    expect(statuses).toEqual([404, 404, 404, 404, 404, 404]);
  });
});

test.describe('IPC', () => {
  asked('the page sees fixed functions and never ipcRenderer', async ({ ratchet }) => {
    const seen = await ratchet.page.evaluate(() => ({
      bridge: Object.entries(window.ratchet ?? {}).map(
        ([name, value]) => `${name}: ${typeof value}`,
      ),
      electron: Object.keys(globalThis).filter((name) => /ipc|electron/i.test(name)),
    }));
    expect(seen).toEqual({
      bridge: [
        'platform: string',
        'connect: function',
        'openExternal: function',
        'copyText: function',
        'browserAddress: function',
        'exportBuild: function',
        'openFile: function',
        'watchFiles: function',
        'watchAgent: function',
        'arrangeBuild: function',
        'deleteBuild: function',
        'restoreBuild: function',
        'unwatchAgent: function',
        'unwatch: function',
        'changeSettings: function',
        'showsBuild: function',
        'onOpenBuild: function',
        'playDemo: function',
        'faults: function',
        'menuState: function',
        'toggleFullScreen: function',
        'onCommand: function',
      ],
      electron: [],
    });
  });

  asked('refuses arguments that are not as the schema says', async ({ ratchet }) => {
    const messages = await ratchet.page.evaluate(async () => {
      const open: unknown = Reflect.get(window.ratchet ?? {}, 'openExternal');
      if (typeof open !== 'function') return [];
      const given: unknown[] = [42, null, undefined, {}, ['https://github.com/'], 'x'.repeat(5000)];
      const outcomes = await Promise.allSettled(
        given.map(async (value) => void (await open(value))),
      );
      return outcomes.map((it) => (it.status === 'rejected' ? String(it.reason) : 'accepted'));
    });
    expect(messages).toHaveLength(6);
    messages.push(
      ...(await ratchet.page.evaluate(async () => {
        const open: unknown = Reflect.get(window.ratchet ?? {}, 'openFile');
        const save: unknown = Reflect.get(window.ratchet ?? {}, 'exportBuild');
        if (typeof open !== 'function' || typeof save !== 'function') return ['missing'];
        const outcomes = await Promise.allSettled([
          open('/etc/passwd'),
          open({ build: 'b', node: 'tool:c', where: 'shell' }),
          save({ build: 'b', form: 'pdf' }),
        ]);
        return outcomes.map((it) => (it.status === 'rejected' ? String(it.reason) : 'accepted'));
      })),
    );
    for (const message of messages) expect(message).toContain('ARGUMENT_REFUSED');
  });

  asked('refuses every sender but our page', async ({ ratchet }) => {
    const { executable, packaged, args } = await preparedForTests();
    const app = packaged ? join(dirname(executable), 'resources/app') : (args[0] ?? '');
    const preload = join(app, 'out/preload/index.cjs');
    const outcome = await electronOf(ratchet).evaluate(async ({ BrowserWindow }, preload) => {
      const webPreferences = { preload, sandbox: true };
      const stranger = new BrowserWindow({ show: false, webPreferences });
      await stranger.loadURL('data:text/html,<p>a stranger</p>');
      const script = 'window.ratchet.connect().then(() => "answered", (error) => error.message)';
      const answer: unknown = await stranger.webContents.executeJavaScript(script);
      stranger.destroy();
      return answer;
    }, preload);
    expect(outcome).toContain('SENDER_REFUSED');
  });

  asked('each connection gets a port of its own', async ({ ratchet }) => {
    // The window's own connection is made first, so that its port is not counted here.
    await expect(ratchet.page.getByRole('status', { name: 'Link' })).toHaveText(/live/i);
    const ports = await ratchet.page.evaluate(async () => {
      const found: MessagePort[] = [];
      const origins: string[] = [];
      const both = new Promise<void>((resolve) => {
        window.addEventListener('message', (event: MessageEvent<{ type?: string }>) => {
          if (event.data.type !== 'ratchet:port') return;
          found.push(...event.ports);
          origins.push(event.origin);
          if (origins.length === 2) resolve();
        });
      });
      await window.ratchet?.connect();
      await window.ratchet?.connect();
      await both;
      return { count: new Set(found).size, origins };
    });
    expect(ports).toEqual({ count: 2, origins: ['app://ratchet', 'app://ratchet'] });
  });
});

test.describe('fuses', () => {
  test('are set explicitly in the packaged application', async () => {
    const { executable, packaged } = await preparedForTests();
    expect(packaged, 'the tests run a packaged application').toBe(true);
    expect(Object.fromEntries(await readFuses(executable))).toEqual(fuseTable);
    // A fuse that a later Electron adds must get a line in the table too.
    const { version, ...wire } = await getCurrentFuseWire(executable);
    expect(version).toBe('1');
    expect(Object.keys(wire)).toHaveLength(Object.keys(fuseTable).length);
  });
});

function electronOf(ratchet: Ratchet) {
  if (ratchet.electron === null) throw new Error('this spec is for Electron only');
  return ratchet.electron;
}

/** Replaces what hands a link to the system, and tells what it was given. */
async function spyOnOpenExternal(ratchet: Ratchet): Promise<() => Promise<string[]>> {
  const app = electronOf(ratchet);
  const list = await app.evaluateHandle(({ shell }) => {
    const opened: string[] = [];
    shell.openExternal = async (url) => void opened.push(url);
    return opened;
  });
  return () => list.jsonValue();
}

/** What would happen after a denied attempt needs a moment to happen. */
async function settle(page: Ratchet['page']): Promise<void> {
  await page.waitForTimeout(250);
}
