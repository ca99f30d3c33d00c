import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export async function git(folder: string, ...args: string[]): Promise<string> {
  const env = {
    PATH: process.env['PATH'],
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_AUTHOR_NAME: 'Ada',
    GIT_AUTHOR_EMAIL: 'ada@example.com',
    GIT_COMMITTER_NAME: 'Ada',
    GIT_COMMITTER_EMAIL: 'ada@example.com',
  };
  return (await run('git', ['-C', folder, ...args], { env })).stdout.trim();
}

export async function writeFiles(folder: string, files: Record<string, string>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
}

/** A repository with one commit. */
export async function createRepository(folder: string, files: Record<string, string>): Promise<string> {
  await mkdir(folder, { recursive: true });
  await git(folder, 'init', '--quiet', '--initial-branch=main');
  await writeFiles(folder, files);
  await git(folder, 'add', '--all');
  await git(folder, 'commit', '--quiet', '--message=Begin');
  return folder;
}

/** What a person sees of their repository: where it stands and what is changed in it. */
export async function lookOf(folder: string): Promise<{ head: string; branch: string; status: string }> {
  return {
    head: await git(folder, 'rev-parse', 'HEAD'),
    branch: await git(folder, 'symbolic-ref', 'HEAD'),
    status: await git(folder, 'status', '--porcelain', '--ignored'),
  };
}

export const passingTest = {
  'package.json': '{"name":"shop","private":true,"scripts":{"test":"node --test"}}\n',
  'sum.test.js': [
    "const test = require('node:test');",
    "const assert = require('node:assert');",
    "test('adds', () => { console.log('hello from the test'); assert.equal(1 + 1, 2); });",
    '',
  ].join('\n'),
};
