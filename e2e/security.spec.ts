import { contentSecurityPolicy } from '../src/core/security/content-security-policy.ts';
import { expect, withOneRatchet } from './support/test.ts';

const test = withOneRatchet();

// What holds for the page in the window and in the browser alike.

test('the page comes with the strict policy', async ({ ratchet }) => {
  const policy = await ratchet.page.evaluate(async () => {
    const response = await fetch(location.pathname);
    return response.headers.get('content-security-policy');
  });
  expect(policy).toBe(contentSecurityPolicy);
});

test('no script runs but the files of the application', async ({ ratchet }) => {
  ratchet.problems.expect(/Content Security Policy/);
  const ran = await ratchet.page.evaluate(async () => {
    const marks: string[] = [];
    const stopped: string[] = [];
    Object.assign(globalThis, { mark: (name: string) => marks.push(name) });
    const inline = document.createElement('script');
    inline.textContent = 'mark("inline script")';
    const data = Object.assign(document.createElement('script'), {
      src: 'data:text/javascript,mark("data")',
    });
    const blob = Object.assign(document.createElement('script'), {
      src: URL.createObjectURL(new Blob(['mark("blob")'], { type: 'text/javascript' })),
    });
    document.body.append(inline, data, blob);
    document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="mark(\'handler\')">');
    // Each of them was stopped, and by the policy.
    await new Promise<void>((resolve) => {
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
        stopped.push(effectiveDirective);
        if (stopped.length === 4) resolve();
      });
    });
    return { marks, stopped: stopped.sort() };
  });
  const script = 'script-src-elem';
  expect(ran).toEqual({ marks: [], stopped: ['script-src-attr', script, script, script] });
});

test('no text becomes a program', async ({ ratchet }) => {
  ratchet.problems.expect(/Content Security Policy/);
  const outcome = await ratchet.page.evaluate(async () => {
    // What the debugger evaluates is exempt from the policy, what runs later is not.
    await new Promise((resolve) => setTimeout(resolve, 10));
    try {
      // oxlint-disable-next-line typescript/no-implied-eval -- that it fails is what is tested
      return String(new Function('return "ran"')());
    } catch (error) {
      return error instanceof Error ? error.name : 'error';
    }
  });
  expect(outcome).toBe('EvalError');
});

test('nothing is fetched from elsewhere', async ({ ratchet }) => {
  ratchet.problems.expect(/Content Security Policy/);
  const outcomes = await ratchet.page.evaluate(async () => {
    const violated: string[] = [];
    const all = new Promise<void>((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => {
        violated.push(event.effectiveDirective);
        if (violated.length === 4) resolve();
      });
    });
    await fetch('https://example.com/').catch(() => null);
    await fetch('http://127.0.0.1:9/').catch(() => null);
    const image = Object.assign(document.createElement('img'), {
      src: 'https://example.com/a.png',
    });
    const frame = Object.assign(document.createElement('iframe'), { src: 'https://example.com/' });
    document.body.append(image, frame);
    await all;
    return violated.sort();
  });
  expect(outcomes).toEqual(['connect-src', 'connect-src', 'frame-src', 'img-src']);
});

test('styles set by scripts work, style attributes in markup do not', async ({ ratchet }) => {
  ratchet.problems.expect(/Content Security Policy/);
  const widths = await ratchet.page.evaluate(() => {
    // What React does with the `style` of an element.
    const set = document.createElement('div');
    set.style.width = '123px';
    set.style.setProperty('--custom', '1px');
    document.body.append(set);
    document.body.insertAdjacentHTML('beforeend', '<div id="attribute" style="width: 77px"></div>');
    const attribute = document.querySelector('#attribute');
    return {
      set: getComputedStyle(set).width,
      attribute: attribute === null ? null : getComputedStyle(attribute).width === '77px',
    };
  });
  expect(widths).toEqual({ set: '123px', attribute: false });
});
