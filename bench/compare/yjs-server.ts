import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import Database from 'better-sqlite3';
import { createDecoder, readVarUint } from 'lib0/decoding';
import { createEncoder, length, toUint8Array, writeVarUint } from 'lib0/encoding';
import { WebSocketServer, type WebSocket } from 'ws';
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync';
import { Doc, Map as YMap, Text as YText } from 'yjs';
import type { BuildEvent } from '../../src/core/build/event.ts';

/** The number by which y-websocket knows a message of the sync protocol. */
const SYNC = 0;

/**
 * The serving side of y-websocket for one document: the sync protocol of y-protocols over `ws`, as its
 * own server does it (github.com/yjs/y-websocket-server), without awareness. Each update is kept in
 * SQLite, with the same care for the disk as Ratchet's log, in a transaction for each turn of the loop.
 */
export class YjsServer {
  readonly doc = new Doc();
  readonly #server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  readonly #sockets = new Set<WebSocket>();
  readonly #db: Database.Database;
  #waiting: Uint8Array[] = [];

  constructor(file: string) {
    this.#db = new Database(file);
    this.#db.pragma('journal_mode = WAL');
    this.#db.pragma('synchronous = FULL');
    this.#db.exec('CREATE TABLE updates (no INTEGER PRIMARY KEY, body BLOB NOT NULL)');
    const insert = this.#db.prepare('INSERT INTO updates (body) VALUES (?)');
    const save = this.#db.transaction((updates: readonly Uint8Array[]) => {
      for (const update of updates) insert.run(update);
    });
    this.doc.on('update', (update) => {
      if (this.#waiting.length === 0) {
        setImmediate(() => {
          const updates = this.#waiting;
          this.#waiting = [];
          save(updates);
          for (const one of updates) this.#broadcast(one);
        });
      }
      this.#waiting.push(update);
    });
    this.#server.on('connection', (socket) => this.#serve(socket));
  }

  async listen(): Promise<string> {
    if (!this.#server.address()) await once(this.#server, 'listening');
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    for (const socket of this.#sockets) socket.terminate();
    this.#server.close();
    this.#db.close();
  }

  #serve(socket: WebSocket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('message', (data: Buffer) => {
      const decoder = createDecoder(new Uint8Array(data));
      if (readVarUint(decoder) !== SYNC) return;
      const encoder = createEncoder();
      writeVarUint(encoder, SYNC);
      readSyncMessage(decoder, encoder, this.doc, socket);
      if (length(encoder) > 1) socket.send(toUint8Array(encoder));
    });
    const encoder = createEncoder();
    writeVarUint(encoder, SYNC);
    writeSyncStep1(encoder, this.doc);
    socket.send(toUint8Array(encoder));
  }

  #broadcast(update: Uint8Array): void {
    const encoder = createEncoder();
    writeVarUint(encoder, SYNC);
    writeUpdate(encoder, update);
    const message = toUint8Array(encoder);
    for (const socket of this.#sockets) socket.send(message);
  }
}

/**
 * One event as a change of a shared document, in the way that suits Yjs: a node is a map in a list, its
 * text a shared text that grows, and the version a value that is set again and again.
 */
export function apply(doc: Doc, event: BuildEvent, version: number): void {
  doc.transact(() => {
    const nodes = doc.getMap<YMap<unknown>>('nodes');
    if (event.kind === 'text.appended') {
      let node = nodes.get(event.block);
      if (!node) {
        node = new YMap<unknown>();
        node.set('text', new YText());
        nodes.set(event.block, node);
      }
      const text = node.get('text') as YText;
      text.insert(text.length, event.text);
    } else if (event.kind === 'tool.started') {
      const node = new YMap<unknown>();
      node.set('started', event);
      nodes.set(event.call, node);
    } else if (event.kind === 'tool.ended') {
      nodes.get(event.call)?.set('ended', event);
    }
    doc.getMap('meta').set('version', version);
  });
}
