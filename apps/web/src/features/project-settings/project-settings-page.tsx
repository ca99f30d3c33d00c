'use client';
import { exportProject } from '@overmind/contracts/routes/projects';
import { PackageOpen } from 'lucide-react';
import { Section } from '#components/section.tsx';
import { Button } from '#components/ui/button.tsx';
import { useMay, useProjectScope } from '#features/project/project-context.tsx';
import { ProjectFrame } from '#features/project/project-frame.tsx';
import { Corrections } from '#features/voice/settings/corrections.tsx';
import { addressOf } from '#lib/api/client.ts';
import { budgets } from '#text/budgets.ts';
import { modelRules } from '#text/model-rules.ts';
import { planner } from '#text/planner.ts';
import { projectDiscussions } from '#text/project-discussions.ts';
import { projectModels } from '#text/project-models.ts';
import { projectSettings as text } from '#text/project-settings.ts';
import { projectVoice } from '#text/project-voice.ts';
import { voiceSettings } from '#text/voice-settings.ts';
import { BudgetFields } from './budget-fields.tsx';
import { DiscussionFields } from './discussion-fields.tsx';
import { GeneralFields } from './general-fields.tsx';
import { MergeFields } from './merge-fields.tsx';
import { ModelRulesFields } from './model-rules-fields.tsx';
import { PlannerFields } from './planner-fields.tsx';
import { PrivacyFields } from './privacy-fields.tsx';
import { RunFields } from './run-fields.tsx';
import { SaveBar } from './save-bar.tsx';
import { StateFields } from './state-fields.tsx';
import { useProjectSettings } from './use-project-settings.ts';
import { VoiceFields } from './voice-fields.tsx';
import { WorkFields } from './work-fields.tsx';

export function ProjectSettingsPage() {
  const form = useProjectSettings();
  const mayChange = useMay('maintainer');
  const mayExport = useMay('owner');
  const { projectId } = useProjectScope();
  return (
    <ProjectFrame title={text.title}>
      <form
        noValidate
        className="flex min-h-0 flex-1 flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          form.save();
        }}
      >
        <div className="min-h-0 flex-1 overflow-y-auto">
          <fieldset disabled={!mayChange} className="mx-auto max-w-4xl space-y-9 px-4 py-7">
            <legend className="sr-only">{text.title}</legend>
            {mayChange ? null : <p className="text-review text-sm">{text.readOnly}</p>}
            <Section title={text.general}>
              <GeneralFields form={form} />
            </Section>
            <Section title={text.work} hint={text.workHint}>
              <WorkFields form={form} />
            </Section>
            <Section title={planner.title} hint={planner.hint}>
              <PlannerFields form={form} />
            </Section>
            <Section title={text.merge} hint={text.mergeHint}>
              <MergeFields form={form} />
            </Section>
            <Section title={text.runs} hint={text.runsHint}>
              <RunFields form={form} />
            </Section>
            <Section title={projectDiscussions.title} hint={projectDiscussions.hint}>
              <DiscussionFields form={form} />
            </Section>
            <Section title={projectModels.title} hint={projectModels.hint}>
              <PrivacyFields form={form} />
            </Section>
            <Section title={modelRules.title} hint={modelRules.hint}>
              <ModelRulesFields form={form} />
            </Section>
            <Section title={budgets.title} hint={budgets.hint}>
              <BudgetFields form={form} />
            </Section>
            <Section title={text.state} hint={text.stateHint}>
              <StateFields form={form} />
            </Section>
            <Section title={projectVoice.title} hint={projectVoice.titleHint}>
              <VoiceFields form={form} />
            </Section>
            {mayExport ? (
              <Section title={text.archive} hint={text.archiveHint}>
                <Button asChild>
                  <a href={addressOf(exportProject, { id: projectId })} download>
                    <PackageOpen aria-hidden />
                    {text.download}
                  </a>
                </Button>
              </Section>
            ) : null}
          </fieldset>
          <div className="mx-auto max-w-4xl px-4 pb-9">
            <Section title={voiceSettings.corrections} hint={voiceSettings.correctionsHint}>
              <Corrections />
            </Section>
          </div>
        </div>
        {form.isChanged ? <SaveBar form={form} /> : null}
      </form>
    </ProjectFrame>
  );
}
