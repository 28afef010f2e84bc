import { join } from 'node:path';
import { someBuild } from '../support/events.ts';
import { socketIoServer } from './socket-io.ts';
import { apply, YjsServer } from './yjs-server.ts';

// The serving side of a peer, in a process of its own as Ratchet's host is. Publishes when it is told to.

const [kind = '', folder = ''] = process.argv.slice(2);
let version = 0;

async function serve(): Promise<{ address: string; publish: (count: number) => void }> {
  if (kind === 'yjs') {
    const server = new YjsServer(join(folder, 'yjs.db'));
    const publish = (count: number) => {
      for (const event of someBuild(version + count).slice(version)) {
        version += 1;
        apply(server.doc, event, version);
      }
    };
    return { address: await server.listen(), publish };
  }
  const { server, listen } = socketIoServer();
  const publish = (count: number) => {
    for (const event of someBuild(version + count).slice(version)) {
      version += 1;
      server.emit('event', { version, event });
    }
  };
  return { address: await listen(), publish };
}

const { address, publish } = await serve();
process.on('message', (count: number) => {
  publish(count);
  process.send?.({ version });
});
process.on('disconnect', () => process.exit());
process.send?.({ address });
