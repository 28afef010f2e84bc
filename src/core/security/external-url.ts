// Both ends have it, though the core's own library does not name it.
declare const URL: {
  canParse(text: string): boolean;
  new (
    text: string,
  ): Record<'protocol' | 'port' | 'username' | 'password' | 'hostname' | 'href', string>;
};

/** The sites that the window may open in the system's browser: where agents and their tools are documented. */
const allowedHosts: ReadonlySet<string> = new Set([
  'github.com',
  'docs.github.com',
  'docs.claude.com',
  'ai-sdk.dev',
  'agentclientprotocol.com',
  'developer.mozilla.org',
  'nodejs.org',
  'www.electronjs.org',
]);

/**
 * The address that may be handed to the system, normalised, or null. Agents' output is hostile, and the system would start
 * any program for any scheme, so only plain https to a known host passes.
 */
export function allowedExternalUrl(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const plain =
    url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === '';
  return plain && allowedHosts.has(url.hostname) ? url.href : null;
}
