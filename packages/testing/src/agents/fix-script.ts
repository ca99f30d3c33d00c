import type { ScriptFunction } from '../models/script.ts';
import type { Fix } from './agent-set-up.ts';
import { codexFixScript } from './codex.ts';
import { opencodeFixScript } from './opencode.ts';

/** One model for both agents: codex speaks Responses, opencode Chat Completions. `from` and `to` are whole lines. */
export function fixScript(fix: Fix): ScriptFunction {
  const forCodex = codexFixScript(fix);
  const forOpencode = opencodeFixScript(fix);
  return (conversation, index) =>
    conversation.format === 'responses' ? forCodex(conversation, index) : forOpencode(conversation, index);
}
