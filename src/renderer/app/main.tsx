import './jitless.ts';
import './theme.ts';
import './density.ts';
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { NoToken } from '../features/empty/no-token.tsx';
import { watchHands } from '../features/watch/hand.ts';
import { bridge } from '../transport/bridge.ts';
import { takeToken, watchAddress } from '../transport/token.ts';
import { App } from './app.tsx';
import { startSession } from './session.ts';
import { exposeForTests } from './test-hook.ts';

function start(): void {
  const root = document.getElementById('root');
  if (!root) return;
  const token = bridge ? null : takeToken();
  if (!bridge) watchAddress();
  if (!bridge && token === null) {
    createRoot(root).render(
      <main className="h-full">
        <NoToken />
      </main>,
    );
    return;
  }
  watchHands(window);
  const session = startSession(token);
  exposeForTests(session);
  createRoot(root).render(
    <StrictMode>
      <App session={session} />
    </StrictMode>,
  );
}

start();
