import { app, type Session, shell, type WebContents } from 'electron';
import { allowedExternalUrl } from '../../core/security/external-url.ts';

/** Denies every page whatever this application has no use for: the permissions of its session, before any page is shown. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  // Nothing that a page could do starts a download; should one ever start, it ends here.
  session.on('will-download', (event) => event.preventDefault());
}

/** Keeps every page, also one that we did not think of, where it is: no navigation, no new window, no webview. */
export function guardContents(): void {
  app.on('web-contents-created', (_event, contents) => guard(contents));
}

function guard(contents: WebContents): void {
  // Reloading is not a navigation in this sense; following a link, a form, a script or a redirect is.
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    const external = allowedExternalUrl(url);
    if (external !== null) void shell.openExternal(external);
    return { action: 'deny' };
  });
}
