import { spawn } from 'node:child_process';
import { Socket } from 'node:net';

/**
 * Sends SIGINT to the process when ours is gone, however it ends: a shell waits on a pipe that only we hold open.
 * For systems without a parent death signal. The caller calls the returned function once the process has ended.
 */
export function endWithParent(pid: number): () => void {
  if (process.platform === 'win32') return () => {};
  const watcher = spawn('/bin/sh', ['-c', 'read -r _; kill -INT "$1"', 'sh', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  // Best effort: without the watcher the next start adopts the server.
  watcher.on('error', () => {});
  watcher.stdin.on('error', () => {});
  watcher.unref();
  if (watcher.stdin instanceof Socket) watcher.stdin.unref();
  return () => {
    watcher.kill('SIGKILL');
    watcher.stdin.destroy();
  };
}
