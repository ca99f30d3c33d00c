import { setAgent, setOrchestration } from '../acts/on-project.ts';
import type { Turn } from '../turn.ts';
import type { Undone } from './outcome.ts';

const said = (line: string): Undone => ({ lines: [line], choices: [], tasks: [] });

/** Turns back what was turned; when somebody did so since, it says that. */
export async function undoOnProject(
  turn: Turn,
  act: 'pause' | 'resume' | 'enable_agent' | 'disable_agent',
  agentName: string | null,
): Promise<Undone> {
  if (act === 'pause' || act === 'resume') {
    const hasChanged = await setOrchestration(turn, act === 'pause' ? 'running' : 'paused');
    const state = act === 'pause' ? 'running again' : 'paused again';
    return said(
      hasChanged ? `Taken back: the project is ${state}.` : `Somebody did that since: it is ${state}.`,
    );
  }
  const { agent, hasChanged } = await setAgent(turn, agentName, act === 'disable_agent');
  const state = `agent ${agent.name} is ${agent.is_enabled ? 'enabled' : 'disabled'} again`;
  return said(hasChanged ? `Taken back: ${state}.` : `Somebody did that since: ${state}.`);
}
