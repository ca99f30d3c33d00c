import { askPermission } from './ask.ts';
import { askMany, breakProtocol, failTurn, flood, hang, killItself, writeEndlessLine } from './harm.ts';
import type { HarmStep, Step, WorkStep } from './step.ts';
import { say, type Turn, TurnEnd, update } from './turn.ts';
import { work } from './work.ts';

/** Throws TurnEnd where the step ends the turn. */
export async function act(step: Step, turn: Turn): Promise<void> {
  switch (step.do) {
    case 'say':
      return say(turn, step.text);
    case 'think':
      return update(turn, {
        sessionUpdate: 'agent_thought_chunk',
        content: { type: 'text', text: step.text },
      });
    case 'plan': {
      const entries = step.entries.map((entry) => ({ ...entry, priority: 'medium' as const }));
      return update(turn, { sessionUpdate: 'plan', entries });
    }
    case 'report_usage': {
      const cost = step.costUsd === undefined ? null : { amount: step.costUsd, currency: 'USD' };
      return update(turn, { sessionUpdate: 'usage_update', used: step.used, size: 100_000, cost });
    }
    case 'print_environment':
      return printEnvironment(turn);
    case 'write_stderr':
      process.stderr.write(step.text);
      return;
    case 'recall':
      return say(turn, `${turn.earlierPrompts} earlier prompts`);
    case 'stop':
      throw new TurnEnd(step.reason);
    case 'ask':
      return ask(step, turn);
    default:
      return workOrHarm(step, turn);
  }
}

async function workOrHarm(step: HarmStep | WorkStep, turn: Turn): Promise<void> {
  switch (step.do) {
    case 'hang':
      return hang(step, turn.cancelled);
    case 'flood':
      return flood(turn, step.updates, step.chunkBytes);
    case 'exit':
      return process.exit(step.code);
    case 'kill_itself':
      return killItself();
    case 'fail':
      return failTurn(step.message);
    case 'break_protocol':
      return breakProtocol(step, turn);
    case 'endless_line':
      return writeEndlessLine(step.sizeBytes);
    case 'ask_many':
      return askMany(turn, step.count);
    default:
      return work(step, turn);
  }
}

async function ask(step: Extract<Step, { do: 'ask' }>, turn: Turn): Promise<void> {
  const answer = await askPermission(turn, step);
  if (answer === 'cancelled') throw new TurnEnd('cancelled');
  await say(turn, `The permission was ${answer === 'allowed' ? 'given' : 'refused'}.`);
  for (const next of step[answer] ?? []) await act(next, turn);
}

async function printEnvironment(turn: Turn): Promise<void> {
  const text = Object.entries(process.env)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');
  process.stderr.write(`${text}\n`);
  await say(turn, text);
}
