import { promises as files } from 'node:fs';
import { ServerResponse } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

// Answers of databases, disks and loopback servers are late by chance, as on a busy machine, so that a test that looks
// a moment too early fails here first. What one connection is asked keeps its order.

const installed = Symbol.for('overmind.jitter');
const fileCalls = ['rm', 'unlink', 'rename', 'mkdir', 'writeFile', 'readFile', 'stat', 'readdir'] as const;

/** Mostly none; at times as long as a busy machine takes to come back to a process. */
function someMs(): number {
  const chance = Math.random();
  if (chance < 0.8) return 0;
  return chance < 0.99 ? Math.random() * 12 : Math.random() * 200;
}

async function someTime(): Promise<void> {
  const ms = someMs();
  if (ms > 0) await delay(ms);
}

type Call = (...args: unknown[]) => unknown;

/** Each call on one object waits for those before it. */
function delayInOrder(owner: object, name: string): void {
  const original = Reflect.get(owner, name) as Call;
  const turns = new WeakMap<object, Promise<void>>();
  Reflect.set(owner, name, function late(this: object, ...args: unknown[]) {
    // A cursor is no promise: whoever asks for one goes on with it at once.
    if (typeof args[0] === 'object' && args[0] !== null && 'submit' in args[0])
      return original.apply(this, args);
    const turn = (turns.get(this) ?? Promise.resolve()).then(someTime);
    turns.set(this, turn);
    return turn.then(() => original.apply(this, args));
  });
}

// Modules may be shared between test files.
if (!Reflect.has(globalThis, installed)) {
  Reflect.set(globalThis, installed, true);
  delayInOrder(pg.Client.prototype, 'query');
  delayInOrder(ServerResponse.prototype, 'end');
  for (const name of fileCalls) {
    const original = files[name] as Call;
    Reflect.set(files, name, (...args: unknown[]) => someTime().then(() => original.apply(files, args)));
  }
  syncBuiltinESMExports();
}
