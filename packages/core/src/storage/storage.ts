import type { Readable } from 'node:stream';

/** Where artifacts and recordings lie; the database keeps their paths relative to its root. */
export interface Storage {
  /**
   * Stores a stream durably under `path`, whole or not at all. Answers its size and SHA-256 (hex).
   * Rejects when it grows past `maxBytes`.
   */
  put(path: string, content: Readable, maxBytes: number): Promise<{ sizeBytes: number; sha256: string }>;
  /** The bytes from `start` to `end`, both included. */
  read(path: string, range?: { start: number; end: number }): Readable;
  /** The first `maxBytes` as text. */
  readText(path: string, maxBytes: number): Promise<string>;
  remove(path: string): Promise<void>;
  /** Where programs of this machine can read the bytes, while `use` goes on. */
  onThisMachine<T>(path: string, use: (file: string) => Promise<T>): Promise<T>;
}
