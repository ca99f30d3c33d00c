import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { AllowedHosts } from '../sandbox/network/allowed-hosts.ts';
import { AllowListProxy, type Lookup } from '../sandbox/network/proxy.ts';
import { tempFolder } from './temp-folder.ts';

/** The port of a server on loopback, closed after the test. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** A proxy that lets these hosts be reached, and what it has told of others. */
export async function startProxy(allow: string[], lookup?: Lookup, headMs = 30_000) {
  const socketPath = join(await tempFolder(), 'proxy.sock');
  const told: string[] = [];
  const hosts = new AllowedHosts(allow);
  const options = { socketPath, hosts, headMs, onBlocked: (sentence: string) => told.push(sentence) };
  const proxy = new AllowListProxy(lookup === undefined ? options : { ...options, lookup });
  await proxy.start();
  onTestFinished(() => proxy[Symbol.asyncDispose]());
  return { socketPath, told };
}
