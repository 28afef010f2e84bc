import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { socketIoClient } from './socket-io.ts';
import { hasVersion, yjsPeer } from './yjs.ts';

/** A client of some server that comes and goes. */
export interface PeerClient {
  /** Connects; settles when it has this version. */
  open(version: number): Promise<void>;
  /** Loses its line, without a goodbye. */
  drop(): void;
  close(): void;
}

export interface Peer {
  client(): PeerClient;
  /** Makes events happen. @returns the version after them */
  publish(count: number): Promise<number>;
  close(): void;
}

/** Starts the serving side of another library, in a process of its own. */
export async function startPeer(kind: 'socket-io' | 'yjs', folder: string): Promise<Peer> {
  const child = fork(join(import.meta.dirname, 'serve.ts'), [kind, folder], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const hear = async <Told>() => ((await once(child, 'message')) as [Told])[0];
  const { address } = await hear<{ address: string }>();
  return {
    client: () => (kind === 'yjs' ? yjsClient(address) : ioClient(address)),
    async publish(count) {
      child.send(count);
      const { version } = await hear<{ version: number }>();
      // Until what it publishes has left it.
      await setTimeout(100);
      return version;
    },
    close: () => void child.kill(),
  };
}

function ioClient(address: string): PeerClient {
  const socket = socketIoClient(address);
  let have = 0;
  let look = () => {};
  socket.on('event', ({ version }: { version: number }) => {
    have = version;
    look();
  });
  return {
    async open(version) {
      const isNew = have === 0;
      if (!socket.connected) {
        socket.connect();
        await new Promise<void>((resolve) => socket.once('connect', resolve));
        if (!isNew && !socket.recovered) throw new Error('Socket.IO did not recover a connection');
      }
      // One that is new is told only of what happens from now on.
      if (isNew) return;
      await new Promise<void>((resolve) => {
        look = () => {
          if (have >= version) resolve();
        };
        look();
      });
    },
    drop: () => socket.io.engine.close(),
    close: () => void socket.disconnect(),
  };
}

function yjsClient(address: string): PeerClient {
  const { doc, provider } = yjsPeer(address);
  return {
    open(version) {
      provider.connect();
      return hasVersion(doc, version);
    },
    drop: () => provider.disconnect(),
    close: () => provider.destroy(),
  };
}
