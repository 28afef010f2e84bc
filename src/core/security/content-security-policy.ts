const directives = [
  "default-src 'none'",
  "script-src 'self'",
  // Stylesheets are files of the application. What React writes to `element.style` goes through the object model, which
  // no policy stops; `style` attributes in markup stay forbidden.
  "style-src 'self'",
  // data: and blob: for the images that agents produce; an image runs nothing.
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  // Highlighting runs in a worker that is a file of the application.
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

/** The policy of every page of Ratchet, in the window as in the browser. */
export const contentSecurityPolicy = directives.join('; ');

/** The headers that go with each answer of a page's own server, be it `app://` or loopback. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};
