import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ScriptFunction, type ToolCall, toolResults } from '../models/script.ts';
import type { AgentConfig, AgentSetUp, Fix } from './agent-set-up.ts';
import { getTestAgent } from './installed.ts';

/**
 * Configures `opencode-ai` for a scripted model.
 *
 * - `opencode acp` speaks ACP. It takes 2 to 5 s to a session, and 5 s of processor time for a short task.
 * - It calls the model by Chat Completions, streamed; one call without tools asks for a title. Tools: `read`
 *   `{filePath}`, `edit` `{filePath, oldString, newString}`, `write` `{filePath, content}`, `bash`
 *   `{command, description}`, `glob`, `grep`, `todowrite`.
 * - Permissions: `once` (allow_once), `always` (allow_always), `reject` (reject_once). After an edit was allowed it
 *   sends `fs/write_text_file`, also to a client that does not offer it: answer with the file written, or an error.
 * - It loads, resumes, forks and lists sessions, kept in HOME.
 * - Usage comes as `usage_update` (tokens used, context size, cost) and as `usage` of the prompt's answer.
 * - It works with everything read-only except HOME and the workspace, and without a network but loopback.
 * - Online it installs a package of 20 MB into HOME at each first start; NPM_CONFIG_OFFLINE stops that.
 * - It ends when its standard input ends, and on SIGTERM; then a command that it was running goes on, in a session
 *   (and process group) of its own. `session/cancel` ends that too.
 * - A rejected permission ends the turn as `end_turn`. A 500 and a broken stream of the model are tried again for
 *   minutes without a word; a 401 rejects the prompt.
 */
export async function configureOpencode(config: AgentConfig): Promise<AgentSetUp> {
  const folder = join(config.home, '.config/opencode');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'opencode.json'), JSON.stringify(configFile(config)));
  const env = {
    HOME: config.home,
    NPM_CONFIG_OFFLINE: 'true',
    OPENCODE_DISABLE_AUTOUPDATE: '1',
    OPENCODE_DISABLE_LSP_DOWNLOAD: '1',
    OPENCODE_DISABLE_MODELS_FETCH: '1',
  };
  return { argv: [getTestAgent('opencode'), 'acp'], env };
}

function configFile({ openAiUrl, apiKey = 'scripted-key', asks }: AgentConfig): object {
  const permission = asks ? 'ask' : 'allow';
  const limit = { context: 100_000, output: 8000 };
  return {
    autoupdate: false,
    share: 'disabled',
    model: 'scripted/scripted',
    small_model: 'scripted/scripted',
    ...(asks === undefined ? {} : { permission: { edit: permission, bash: permission } }),
    provider: {
      scripted: {
        npm: '@ai-sdk/openai-compatible',
        name: 'Scripted model',
        options: { baseURL: openAiUrl, apiKey },
        models: { scripted: { name: 'Scripted model', tool_call: true, limit } },
      },
    },
  };
}

/** opencode reads and edits the file, runs the tests and says that it is done. */
export function opencodeFixScript({ file, from, to, testCommand }: Fix): ScriptFunction {
  const steps: ToolCall[] = [
    { name: 'read', arguments: { filePath: file } },
    { name: 'edit', arguments: { filePath: file, oldString: from, newString: to } },
    { name: 'bash', arguments: { command: testCommand, description: 'Run the tests' } },
  ];
  return (conversation) => {
    const isForTitle = conversation.tools.length === 0;
    if (isForTitle) return { text: 'A small fix' };
    const call = steps[toolResults(conversation).length];
    return call ? { text: 'I change it and run the tests. ', toolCalls: [call] } : { text: 'Done.' };
  };
}
