import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ScriptFunction, type ToolCall, toolResults } from '../models/script.ts';
import type { AgentConfig, AgentSetUp, Fix } from './agent-set-up.ts';
import { getTestAgent } from './installed.ts';

/**
 * Configures `@zed-industries/codex-acp` for a scripted model.
 *
 * - It speaks ACP without arguments, and needs nothing in its environment but HOME (`$HOME/.codex`) and PATH.
 * - It calls the model by OpenAI Responses, streamed. Tools: `exec_command` `{cmd, workdir?}`, run by `bash -lc`, and
 *   `update_plan`. For model names that it knows (`gpt-5.4`) `apply_patch` is a tool with free text; for others it is a
 *   shell command, which codex catches and reports as an edit with its diff.
 * - Permissions: `approved` (allow_once), for commands also `approved-execpolicy-amendment` (allow_always), and
 *   `abort` (reject_once). Of `asks`, only harmless reads are excepted.
 * - It loads, resumes and lists sessions, kept in HOME. It edits files itself and never uses the client's `fs`.
 * - Usage comes as `usage_update` (tokens used, context size, no cost).
 * - Its own sandbox is off with `asks`: it needs helpers that it refuses to put under a temp folder, and makes `.git`
 *   read-only. It works with everything read-only except HOME and the workspace, and without a network but loopback.
 * - It outlives the end of its standard input, and ends on SIGTERM; then a command that it was running goes on, in a
 *   session (and process group) of its own. `session/cancel` ends that too.
 * - A rejected permission ends the turn as `cancelled`. An error of the model rejects the prompt after the retries.
 */
export async function configureCodex(config: AgentConfig): Promise<AgentSetUp> {
  const folder = join(config.home, '.codex');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'config.toml'), configFile(config));
  return { argv: [getTestAgent('codex')], env: { HOME: config.home } };
}

function configFile({ openAiUrl, apiKey = 'scripted-key', asks }: AgentConfig): string {
  // JSON's strings are TOML's too.
  const text = (value: string) => JSON.stringify(value);
  const approval = `approval_policy = ${text(asks ? 'untrusted' : 'never')}\nsandbox_mode = "danger-full-access"\n`;
  return `model = "scripted"
model_provider = "scripted"
${asks === undefined ? '' : approval}

[model_providers.scripted]
name = "Scripted model"
base_url = ${text(openAiUrl)}
wire_api = "responses"
experimental_bearer_token = ${text(apiKey)}
request_max_retries = 1
stream_max_retries = 1
`;
}

/** codex edits the file, runs the tests and says that it is done. `from` and `to` are whole lines. */
export function codexFixScript({ file, from, to, testCommand }: Fix): ScriptFunction {
  const steps = [patchCall(file, from, to), { name: 'exec_command', arguments: { cmd: testCommand } }];
  return (conversation) => {
    const call = steps[toolResults(conversation).length];
    return call ? { text: 'I change it and run the tests. ', toolCalls: [call] } : { text: 'Done.' };
  };
}

function patchCall(file: string, from: string, to: string): ToolCall {
  const marked = (sign: string, lines: string) => lines.split('\n').map((line) => `${sign}${line}`);
  const patch = [
    '*** Begin Patch',
    `*** Update File: ${file}`,
    '@@',
    ...marked('-', from),
    ...marked('+', to),
    '*** End Patch',
  ].join('\n');
  return { name: 'exec_command', arguments: { cmd: `apply_patch <<'PATCH'\n${patch}\nPATCH\n` } };
}
