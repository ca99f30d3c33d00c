'use client';
import { type Agent, AgentPatch, type Command } from '@overmind/contracts/entities/agent';
import { useState } from 'react';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { isCode } from '#lib/api/error-words.ts';
import { agents as text } from '#text/agents.ts';
import { common } from '#text/common.ts';
import { CommandEditor } from './command-editor.tsx';
import { useUpdateAgent } from './use-agents.ts';

interface Draft {
  role: string;
  repoPath: string;
  concurrency: string;
  attempts: string;
  commands: Command[];
  checks: Command[];
}

const draftOf = ({ role, config }: Agent): Draft => ({
  role,
  repoPath: config.repo_path ?? '',
  concurrency: String(config.concurrency),
  attempts: String(config.max_attempts),
  commands: config.commands,
  checks: config.checks,
});

const tidyCommands = (commands: Command[]): Command[] =>
  commands.map((command) => ({
    ...command,
    run: command.run.filter((word, index) => index === 0 || word !== ''),
  }));

function toPatch(agent: Agent, draft: Draft) {
  const { repo_path: _, ...config } = agent.config;
  return AgentPatch.safeParse({
    role: draft.role,
    config: {
      ...config,
      ...(draft.repoPath.trim() === '' ? {} : { repo_path: draft.repoPath.trim() }),
      concurrency: Number(draft.concurrency),
      max_attempts: Number(draft.attempts),
      commands: tidyCommands(draft.commands),
      checks: tidyCommands(draft.checks),
    },
  });
}

export function AgentDialog({ agent, onClose }: { agent: Agent; onClose(): void }) {
  const [draft, setDraft] = useState(() => draftOf(agent));
  const [problem, setProblem] = useState<string | null>(null);
  const update = useUpdateAgent(onClose);
  const change = (patch: Partial<Draft>) => setDraft((before) => ({ ...before, ...patch }));
  const submit = () => {
    const parsed = toPatch(agent, draft);
    setProblem(parsed.success ? null : (parsed.error.issues[0]?.message ?? null));
    if (parsed.success)
      update.mutate({ params: { id: agent.id }, body: parsed.data, ifMatch: agent.version });
  };
  const failure = isCode(update.error, 'version_mismatch') ? text.changedMeanwhile : update.error;
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={text.editTitle(agent.name)}
      description={text.editHint}
      className="max-w-2xl"
    >
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className="grid gap-3 sm:grid-cols-[1fr_1fr_7rem_7rem]">
          <Field label={text.role}>
            {(control) => (
              <Input
                {...control}
                value={draft.role}
                maxLength={64}
                onChange={(event) => change({ role: event.target.value })}
              />
            )}
          </Field>
          <Field label={text.repoPath} hint={text.repoPathHint}>
            {(control) => (
              <Input
                {...control}
                value={draft.repoPath}
                spellCheck={false}
                className="font-mono"
                onChange={(event) => change({ repoPath: event.target.value })}
              />
            )}
          </Field>
          <Field label={text.concurrency}>
            {(control) => (
              <Input
                {...control}
                type="number"
                min={1}
                max={50}
                value={draft.concurrency}
                onChange={(event) => change({ concurrency: event.target.value })}
              />
            )}
          </Field>
          <Field label={text.attempts}>
            {(control) => (
              <Input
                {...control}
                type="number"
                min={1}
                max={10}
                value={draft.attempts}
                onChange={(event) => change({ attempts: event.target.value })}
              />
            )}
          </Field>
        </div>
        <CommandEditor
          title={text.commands}
          addLabel={text.addCommand}
          commands={draft.commands}
          onChange={(commands) => change({ commands })}
        />
        <CommandEditor
          title={text.checks}
          addLabel={text.addCheck}
          commands={draft.checks}
          onChange={(checks) => change({ checks })}
        />
        <FormError error={problem ?? failure} />
        <DialogFooter>
          <Button look="quiet" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" look="primary" isBusy={update.isPending}>
            {common.save}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
