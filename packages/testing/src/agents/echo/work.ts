import { execFile, spawn } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { ToolCallContent, ToolKind } from '@agentclientprotocol/sdk';
import { methods } from '@agentclientprotocol/sdk';
import type { WorkStep } from './step.ts';
import { type Turn, update } from './turn.ts';

const execute = promisify(execFile);

let toolCallCount = 0;
export const newToolCallId = () => `tool-${++toolCallCount}`;

const kinds: Partial<Record<WorkStep['do'], ToolKind>> = {
  write: 'edit',
  replace: 'edit',
  client_write: 'edit',
  delete: 'delete',
  delete_worktree: 'delete',
  read: 'read',
  client_read: 'read',
};

/** Does the step as a tool call: begun, then completed or failed with what it gave. */
export async function work(step: WorkStep, turn: Turn): Promise<void> {
  const toolCallId = newToolCallId();
  const kind = kinds[step.do] ?? 'execute';
  const locations = 'path' in step ? [{ path: resolve(turn.cwd, step.path) }] : [];
  const title = 'command' in step ? step.command : step.do;
  await update(turn, {
    sessionUpdate: 'tool_call',
    toolCallId,
    title,
    kind,
    status: 'in_progress',
    locations,
    rawInput: step,
  });
  const finish = (status: 'completed' | 'failed', content: ToolCallContent[]) =>
    update(turn, { sessionUpdate: 'tool_call_update', toolCallId, status, content });
  try {
    await finish('completed', [await doWork(step, turn)]);
  } catch (error) {
    await finish('failed', [textContent(String(error))]);
  }
}

async function doWork(step: WorkStep, turn: Turn): Promise<ToolCallContent> {
  const at = (path: string) => resolve(turn.cwd, path);
  switch (step.do) {
    case 'write':
      return writeAll(at(step.path), step.text);
    case 'replace': {
      const before = await readFile(at(step.path), 'utf8');
      if (!before.includes(step.from)) throw new Error(`${step.path} does not hold ${step.from}`);
      return writeAll(
        at(step.path),
        before.replace(step.from, () => step.to),
      );
    }
    case 'delete':
      await rm(at(step.path), { recursive: true });
      return textContent(`Deleted ${step.path}`);
    case 'read':
      return textContent(await readFile(at(step.path), 'utf8'));
    case 'run':
      return shell(step.command, turn.cwd);
    case 'delete_worktree':
      await rm(turn.cwd, { recursive: true, force: true });
      return textContent('Deleted the worktree');
    case 'rewrite_git':
      return shell(gitOfItsOwn, turn.cwd);
    case 'commit_to':
      return shell(commitTo(step.branch), turn.cwd);
    case 'leave_daemon':
      return leaveDaemon(at(step.pidFile), turn.cwd);
    default:
      return askClient(step, turn);
  }
}

type ClientStep = Extract<WorkStep, { do: 'client_read' | 'client_write' | 'client_terminal' }>;

async function askClient(step: ClientStep, { client, sessionId, cwd }: Turn): Promise<ToolCallContent> {
  switch (step.do) {
    case 'client_read': {
      const path = resolve(cwd, step.path);
      return textContent((await client.request(methods.client.fs.readTextFile, { sessionId, path })).content);
    }
    case 'client_write': {
      const path = resolve(cwd, step.path);
      await client.request(methods.client.fs.writeTextFile, { sessionId, path, content: step.text });
      return { type: 'diff', path, newText: step.text };
    }
    case 'client_terminal': {
      const { command, args = [] } = step;
      await using terminal = await client.createTerminal({ sessionId, command, args, cwd });
      await terminal.waitForExit();
      return textContent((await terminal.currentOutput()).output);
    }
  }
}

async function writeAll(path: string, newText: string): Promise<ToolCallContent> {
  const oldText = await readFile(path, 'utf8').catch(() => null);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, newText);
  return { type: 'diff', path, oldText, newText };
}

async function shell(command: string, cwd: string): Promise<ToolCallContent> {
  const { stdout, stderr } = await execute('sh', ['-c', command], { cwd });
  return textContent(stdout + stderr);
}

const asAgent = 'git -c user.name=Echo -c user.email=echo@localhost';

const gitOfItsOwn = `rm -rf .git && git init -q -b main
printf '#!/bin/sh\\ntouch "$PWD/hook-ran"\\n' > .git/hooks/pre-commit && chmod +x .git/hooks/pre-commit
git config core.fsmonitor 'touch fsmonitor-ran; false'`;

function commitTo(branch: string): string {
  return `git add -A && commit=$(${asAgent} commit-tree "$(git write-tree)" -p '${branch}' -m 'Straight to it')
git update-ref 'refs/heads/${branch}' "$commit" && echo "$commit"`;
}

async function leaveDaemon(pidFile: string, cwd: string): Promise<ToolCallContent> {
  const daemon = spawn('sleep', ['86400'], { cwd, detached: true, stdio: 'ignore' });
  daemon.unref();
  await writeFile(pidFile, String(daemon.pid));
  return textContent(`Left process ${daemon.pid} behind`);
}

function textContent(text: string): ToolCallContent {
  return { type: 'content', content: { type: 'text', text } };
}
