'use client';
import { commandChecks, reviewerChecks } from '@overmind/contracts/entities/agent';
import { agentForm } from '#text/agent-form.ts';
import { agents as text } from '#text/agents.ts';
import { CommandEditor } from '../command-editor.tsx';
import { FoldedPart } from './folded-part.tsx';
import type { PartProps } from './part-props.ts';
import { ReviewerEditor } from './reviewer-editor.tsx';

/** What proves the work: commands first, then those who read the result. */
export function ProofFields({ draft: { config, name }, changeConfig }: PartProps) {
  const commands = commandChecks(config.checks);
  const reviewers = reviewerChecks(config.checks);
  return (
    <FoldedPart title={agentForm.sections.proof} summary={agentForm.summary.checks(config.checks.length)}>
      <CommandEditor
        title={text.checks}
        addLabel={text.addCheck}
        newName="check"
        commands={commands}
        onChange={(changed) => changeConfig({ checks: [...changed, ...reviewers] })}
      />
      <ReviewerEditor
        reviewed={name}
        reviewers={reviewers}
        onChange={(changed) => changeConfig({ checks: [...commands, ...changed] })}
      />
    </FoldedPart>
  );
}
