import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type ElectronApplication, expect, type Page } from '@playwright/test';
import { readHostFile } from '../../src/main/host/server/host-file.ts';

/** Where Ratchet is looked at. */
export type Surface = 'electron' | 'chromium';

/** How Ratchet is started. */
export interface LaunchOptions {
  /** Where its data is; a fresh folder unless a test starts it twice on the same. */
  dataDir: string;
  /** Arguments of the application: `--demo`, `--port=…`. */
  args?: readonly string[];
}

/** A running Ratchet, the same to a test in Electron and in a browser. */
export interface Ratchet extends AsyncDisposable {
  readonly surface: Surface;
  readonly page: Page;
  readonly host: { readonly address: string; readonly token: string };
  readonly dataDir: string;
  /** The process that holds the host: Electron's main process, or the headless one. */
  readonly pid: number;
  /** Only in Electron. */
  readonly electron: ElectronApplication | null;
  /** What the page and the process complained about. */
  readonly problems: Problems;
  /** What the process printed. */
  output(): string;
}

/** Collects errors of the console and of the page. A test fails on them, unless it expects them. */
export class Problems {
  readonly #found: string[] = [];
  readonly #expected: RegExp[] = [];

  watch(page: Page): void {
    page.on('console', (message) => {
      if (message.type() === 'error') {
        this.#found.push(`console: ${message.text()} (${message.location().url})`);
      }
    });
    page.on('pageerror', (error) => this.#found.push(`page: ${error.stack ?? error.message}`));
    page.on('crash', () => this.#found.push('the page crashed'));
  }

  /** Says that the test provokes such an error. */
  expect(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  check(): void {
    const unexpected = this.#found.filter((text) => !this.#expected.some((it) => it.test(text)));
    expect(unexpected, 'errors in the console or the page').toEqual([]);
  }
}

/** Waits for something to end, and kills the process by its id if it takes too long: Electron's close can hang. */
export async function endWithin(
  limit: number,
  pid: number,
  end: () => Promise<unknown>,
): Promise<void> {
  const late = await Promise.race([
    end().then(
      () => false,
      () => true,
    ),
    setTimeout(limit, true, { ref: false }),
  ]);
  if (!late) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself in the meantime.
  }
}

/** Agents of a test's own, so that it never meets those of this machine. */
export function agentsIn(dataDir: string): Record<string, string> {
  const agents = join(dataDir, 'agents');
  return {
    CLAUDE_CONFIG_DIR: join(agents, 'claude'),
    CODEX_HOME: join(agents, 'codex'),
    GEMINI_CLI_HOME: join(agents, 'gemini'),
    OPENCODE_DB: join(agents, 'opencode.db'),
  };
}

/** Any free port, so that a test never meets a Ratchet that runs on this machine. */
export function withPort(args: readonly string[]): readonly string[] {
  return args.some((argument) => argument.startsWith('--port')) ? args : ['--port=0', ...args];
}

/** Where the host of a data folder listens, as it tells the command line. */
export async function hostOf(dataDir: string): Promise<{ address: string; token: string }> {
  const begun = performance.now();
  while (performance.now() - begun < 10_000) {
    const file = await readHostFile(dataDir);
    if (file !== null) return { address: `http://127.0.0.1:${file.port}`, token: file.token };
    await setTimeout(50);
  }
  throw new Error(`no host has written where it listens into ${dataDir}`);
}
