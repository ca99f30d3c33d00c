'use client';
import type { Agent } from '@overmind/contracts/entities/agent';
import { useState } from 'react';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { isCode } from '#lib/api/error-words.ts';
import { agentForm } from '#text/agent-form.ts';
import { agents as text } from '#text/agents.ts';
import { common } from '#text/common.ts';
import { CommandEditor } from './command-editor.tsx';
import { type AgentDraft, draftOf, readDraft } from './form/agent-draft.ts';
import { BasicFields } from './form/basic-fields.tsx';
import { BoundsFields } from './form/bounds-fields.tsx';
import { CoderFields } from './form/coder-fields.tsx';
import { LimitsFields } from './form/limits-fields.tsx';
import { ModelFields, PromptField } from './form/model-fields.tsx';
import type { PartProps } from './form/part-props.ts';
import { ProofFields } from './form/proof-fields.tsx';
import { EnvironmentFields, WorkspaceFields } from './form/workspace-fields.tsx';
import { useSaveAgent } from './use-agents.ts';

interface AgentDialogProps {
  /** Null for a new one. */
  agent: Agent | null;
  onClose(): void;
}

/** All that can be said about an agent; what most need is open, the rest is folded with defaults that hold. */
export function AgentDialog({ agent, onClose }: AgentDialogProps) {
  const [draft, setDraft] = useState(() => draftOf(agent));
  const [problem, setProblem] = useState<string | null>(null);
  const saving = useSaveAgent(agent, onClose);
  const change = (patch: Partial<AgentDraft>) => setDraft((before) => ({ ...before, ...patch }));
  const part: PartProps = {
    draft,
    change,
    changeConfig: (patch) => setDraft((before) => ({ ...before, config: { ...before.config, ...patch } })),
  };
  const submit = () => {
    const read = readDraft(draft, agent === null);
    setProblem(read.ok ? null : read.problem);
    if (read.ok) saving.save(draft, read.config);
  };
  const failure = isCode(saving.error, 'version_mismatch') ? text.changedMeanwhile : saving.error;
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={agent === null ? agentForm.newTitle : text.editTitle(agent.name)}
      description={agent === null ? agentForm.newHint : agentForm.editHint}
      className="max-w-3xl"
    >
      <form
        noValidate
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <BasicFields {...part} isNew={agent === null} />
        <WorkFields {...part} />
        <div className="space-y-2">
          {draft.config.executor === 'model' ? null : <ProofFields {...part} />}
          <BoundsFields {...part} />
          <LimitsFields {...part} />
          <WorkspaceFields {...part} />
          <EnvironmentFields {...part} />
        </div>
        <FormError error={problem ?? failure} />
        <DialogFooter>
          <Button look="quiet" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" look="primary" isBusy={saving.isPending}>
            {agent === null ? agentForm.create : common.save}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}

/** What the chosen way of working needs to know. */
function WorkFields(part: PartProps) {
  const { config } = part.draft;
  switch (config.executor) {
    case 'commands':
      return (
        <CommandEditor
          title={text.commands}
          addLabel={text.addCommand}
          newName="step"
          commands={config.commands}
          onChange={(commands) => part.changeConfig({ commands })}
        />
      );
    case 'acp':
      return (
        <>
          <CoderFields {...part} />
          <PromptField {...part} />
        </>
      );
    case 'model':
      return (
        <>
          <ModelFields {...part} />
          <PromptField {...part} />
        </>
      );
  }
}
