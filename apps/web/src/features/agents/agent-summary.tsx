'use client';
import { type Agent, type Check, isReviewerCheck } from '@overmind/contracts/entities/agent';
import type { ReactNode } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { cn } from '#lib/class-names.ts';
import { commandWords } from '#lib/command-words.ts';
import { agentForm } from '#text/agent-form.ts';
import { agents as text } from '#text/agents.ts';
import { taskTypeWords } from '#text/status.ts';
import { useUpdateAgent } from './use-agents.ts';

interface AgentSummaryProps {
  agent: Agent;
  mayEdit?: boolean;
  action?: ReactNode;
}

export function AgentSummary({ agent, mayEdit = true, action }: AgentSummaryProps) {
  const update = useUpdateAgent();
  const isEnabled = update.isPending
    ? (update.variables.body?.is_enabled ?? agent.is_enabled)
    : agent.is_enabled;
  const { config } = agent;
  const toggle = (enabled: boolean) =>
    update.mutate({ params: { id: agent.id }, body: { is_enabled: enabled }, ifMatch: agent.version });
  return (
    <article className="rounded-card border bg-surface p-4 shadow-card">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-semibold text-[15px]">{agent.name}</h3>
        <Badge>{text.executors[config.executor]}</Badge>
        <span className="ml-auto flex items-center gap-2">
          {action}
          <Switch
            checked={isEnabled}
            disabled={!mayEdit}
            onCheckedChange={toggle}
            aria-label={text.enabled(agent.name)}
          />
        </span>
      </div>
      <div className={cn('mt-3 space-y-2.5', !isEnabled && 'grayscale')}>
        {config.executor === 'acp' ? <CoderLine config={config} /> : null}
        {config.executor === 'commands' ? (
          <Chips label={text.commands} commands={config.commands} empty={text.noCommands} />
        ) : null}
        {config.checks.length > 0 ? <Chips label={text.checks} commands={config.checks} empty="" /> : null}
        <p className="text-ink-2 text-xs">
          {text.handles}{' '}
          {config.handles.length === 0
            ? text.takesNothing
            : config.handles.map((type) => taskTypeWords[type].toLowerCase()).join(', ')}
          {' · '}
          {text.limits(config.concurrency, config.max_attempts)}
        </p>
      </div>
    </article>
  );
}

const CoderLine = ({ config: { acp, permissions } }: { config: Agent['config'] }) => (
  <div className="flex items-baseline gap-2 text-sm">
    <span className="w-20 shrink-0 text-ink-3 text-xs">{agentForm.coder}</span>
    {acp === undefined ? (
      <span className="text-blocked text-xs">{agentForm.chooseCoder}</span>
    ) : (
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {'preset' in acp ? (
          acp.preset
        ) : (
          <code className="font-mono text-xs">{commandWords(acp.command)}</code>
        )}
        <span className="ml-2 text-ink-2 text-xs">
          {agentForm.permissions}: {agentForm.permissionWays[permissions ?? 'ask'].title.toLowerCase()}
        </span>
      </span>
    )}
  </div>
);

const Chips = ({ label, commands, empty }: { label: string; commands: Check[]; empty: string }) => (
  <div className="flex items-baseline gap-2">
    <span className="w-20 shrink-0 text-ink-3 text-xs">{label}</span>
    {commands.length === 0 ? (
      <span className="text-blocked text-xs">{empty}</span>
    ) : (
      <ul className="flex min-w-0 flex-wrap gap-1.5">
        {commands.map((command) => (
          <li
            key={command.name}
            className="max-w-full truncate rounded-md border bg-sunken px-2 py-0.5 text-xs"
            title={command.name}
          >
            {isReviewerCheck(command) ? (
              agentForm.reviewedBy(command.reviewer)
            ) : (
              <code className="font-mono">{commandWords(command.run)}</code>
            )}
          </li>
        ))}
      </ul>
    )}
  </div>
);
