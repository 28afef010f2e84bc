/** A two-way line of texts that keeps their order: a WebSocket, a MessagePort, a pair in memory. */
export interface Channel {
  /** Never throws: what cannot be sent any more is dropped, and `onClose` tells. */
  send(text: string): void;
  /** Bytes that were handed over and have not left yet; absent where there is no telling. */
  backlog?(): number;
  close(): void;
  onMessage(listener: (text: string) => void): void;
  /** Called once, whichever end closed. */
  onClose(listener: () => void): void;
}
