import { createServer as createHttpServer, type Server } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeConfinedScene, offerOf, type SceneLevel } from '../test-support/confined.ts';
import { chooseSandbox } from './choose.ts';

/** A service of the person on the machine's loopback. */
async function startService(): Promise<number> {
  const server: Server = createHttpServer((_, response) => response.end('service'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => server.closeAllConnections());
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

const ask = (port: number, host = '127.0.0.1') =>
  `require('http').get({ host: '${host}', port: ${port} }, (r) => r.on('data', (d) => console.log(String(d)))).on('error', (e) => console.log(e.code))`;

describe.each<SceneLevel>(['sandboxed', 'restricted'])('the network, %s', (level) => {
  it('is the machine’s own where the agent may use all of it', async () => {
    const port = await startService();
    const { node } = await makeConfinedScene({ level });
    expect((await node(ask(port))).stdout).toBe('service\n');
  });

  it('is not there where the agent has none, loopback services and abstract sockets included', async () => {
    const port = await startService();
    const name = `overmind-test-abstract-${process.pid}`;
    const abstract = createServer().listen(`\0${name}`);
    onTestFinished(() => void abstract.close());
    const { node } = await makeConfinedScene({ level, config: { network: 'none' } });
    expect((await node(ask(port))).stdout).toBe('ECONNREFUSED\n');
    expect((await node(ask(80, '1.1.1.1'))).stdout).toBe('ENETUNREACH\n');
    const code = `require('net').connect('\\0${name}').on('connect', () => console.log('connected')).on('error', (e) => console.log(e.code))`;
    expect((await node(code)).stdout).toBe('ECONNREFUSED\n');
  });

  it('leads to listed hosts alone, and what was blocked stands in the log once', async () => {
    const [allowed, other] = [await startService(), await startService()];
    const config = { network: { allow: [`127.0.0.1:${allowed}`, 'example.org'] } };
    const { node, run, said } = await makeConfinedScene({ level, config });
    expect((await node(ask(allowed))).stdout).toBe('service\n');
    expect((await node(ask(allowed, 'localhost'))).stdout).toBe('service\n');
    expect((await node(ask(other))).stdout).toBe('ECONNREFUSED\n');
    expect((await node(ask(80, '1.1.1.1'))).stdout).toBe('ENETUNREACH\n');
    const curl = ['curl', '--silent', '--show-error', '--noproxy', ''];
    const direct = await run([...curl, `http://127.0.0.1:${other}/`]);
    expect(direct.stdout).toContain(`Blocked: 127.0.0.1:${other}`);
    expect((await run([...curl, 'https://example.net/'])).stderr).toContain('403');
    expect((await run([...curl, 'https://example.net/'])).code).not.toBe(0);
    expect(said).toEqual([
      `Blocked: 127.0.0.1:${other} is not in the agent's allowed hosts`,
      "Blocked: example.net:443 is not in the agent's allowed hosts",
    ]);
  });

  it('lets a program serve and use its own loopback, beside the listed hosts', async () => {
    const { node } = await makeConfinedScene({ level, config: { network: { allow: ['example.org'] } } });
    const code = `require('http').createServer((q, r) => r.end('own')).listen(4321, function () { ${ask(4321)}.on('close', () => this.close()) })`;
    expect((await node(code)).stdout).toBe('own\n');
  });

  it('passes exit codes, input and signals through the bridge', async () => {
    const config = { network: { allow: ['example.org'] } };
    const { run, confinement, workspace } = await makeConfinedScene({ level, config });
    expect((await run(['/bin/sh', '-c', 'exit 9'])).code).toBe(9);
    expect((await run(['/bin/sh', '-c', 'kill -9 $$'])).code).toBe(137);
    const script = 'trap "exit 7" TERM; read line; echo "$line"; while :; do sleep 0.01; done';
    const argv = ['/bin/sh', '-c', script];
    const child = await confinement.start({ argv, cwd: workspace.path, stdin: 'pipe' });
    child.streams.stdin?.write('hello\n');
    await new Promise((resolve) => child.streams.stdout.once('data', resolve));
    await child.end(240_000);
    expect(await child.exit).toEqual({ code: 7 });
  });
});

describe('a sandbox that an agent must have', () => {
  it('is refused with a sentence how to get it where there is none', async () => {
    const { opened } = await makeConfinedScene({ level: 'restricted', config: { sandbox: 'required' } });
    expect(opened).toEqual({ ok: false, detail: expect.stringContaining('apt-get install bubblewrap') });
  });

  it('is given up only where the agent says so', async () => {
    const offer = await offerOf('sandboxed');
    const level = (sandbox: 'required' | 'preferred' | 'none') => {
      const choice = chooseSandbox(offer, { sandbox, network: 'full' });
      return choice.ok ? choice.level : null;
    };
    expect([level('required'), level('preferred'), level('none')]).toEqual([
      'sandboxed',
      'sandboxed',
      'none',
    ]);
  });
});
