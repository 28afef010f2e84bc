import { Readable, Writable } from 'node:stream';
import * as acp from '@agentclientprotocol/sdk';
import { playedAgent } from './acp-session.ts';

/** The played agent as a program of its own: an editor starts it and speaks with it over its pipes. */
const output = Writable.toWeb(process.stdout);
const input = Readable.toWeb(process.stdin) as ReadableStream<Uint8Array>;
playedAgent().connect(acp.ndJsonStream(output, input));
